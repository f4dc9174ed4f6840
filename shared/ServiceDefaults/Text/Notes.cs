using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// What a person wrote: a row that can be forgotten, while the fact carries only its id. Reasons, topics and follow-ups are codes and
/// stay in the fact.
/// </summary>
public static class Notes
{
    private const int Longest = 4000;

    /// <summary>The row of a write's note; nothing for an empty text.</summary>
    /// <param name="write">The write, which has one note at most.</param>
    /// <param name="text">What was written.</param>
    /// <param name="company">The company that it is about; left out, it belongs to whoever wrote it.</param>
    public static (string? Id, IReadOnlyList<PersonalRow> Rows) Of(Write write, string? text, string? company = null)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, []);
        if (text.Length > Longest) throw new BadHttpRequestException($"A note has at most {Longest} characters.");
        var id = Ids.From("note", write.CommandId.ToString()).ToString();
        return (id, [new PersonalRow(id, OwnerOf(company ?? write.Company ?? "desk"), "note", JsonSerializer.Serialize(new Note(text), FactJson.Options))]);
    }

    /// <summary>Whose notes they are, for forgetting them.</summary>
    public static string OwnerOf(string company) => "company/" + company;

    /// <summary>What was written; null where nothing was, or where it is forgotten.</summary>
    public static async Task<string?> Read(IEventLog log, string mart, string? id, CancellationToken cancel = default) =>
        id is not null && await log.ReadPersonal(mart, id, cancel) is { } row ? JsonSerializer.Deserialize<Note>(row.Json, FactJson.Options)!.Text : null;

    /// <summary>Refusal for a reason that is not a code; null for one that is.</summary>
    public static Refusal? Check(string what, string? code) =>
        code is not null && Codes.Reason().IsMatch(code) ? null
        : Problems.BadRequest("CodeNotUnderstood", $"The {what} is a short code such as 'no-common-interest'; longer words belong into the note.");

    private sealed record Note(string Text);
}
