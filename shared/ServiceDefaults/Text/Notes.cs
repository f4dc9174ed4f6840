using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>What somebody wrote.</summary>
/// <param name="Text">The words.</param>
/// <param name="By">The company that wrote them; null for the desk.</param>
public sealed record Note(string Text, string? By = null);

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
    /// <param name="company">The company whose only note it is; left out, the note is one of many and forgotten by its own id.</param>
    public static (string? Id, IReadOnlyList<PersonalRow> Rows) Of(Write write, string? text, string? company = null)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, []);
        if (text.Length > Longest) throw new BadHttpRequestException($"A note has at most {Longest} characters.");
        var id = Ids.From("note", write.CommandId.ToString()).ToString();
        return (id, [new PersonalRow(id, company is null ? OwnerOfOne(id) : OwnerOf(company), "note",
            JsonSerializer.Serialize(new Note(text, write.Company), FactJson.Options))]);
    }

    /// <summary>The owner of a company's only note, for forgetting it.</summary>
    public static string OwnerOf(string company) => "company/" + company;

    /// <summary>The owner of a note that is one of many, for forgetting it.</summary>
    public static string OwnerOfOne(string id) => "note/" + id;

    /// <summary>What was written; null where nothing was, or where it is forgotten.</summary>
    public static async Task<Note?> Read(IEventLog log, string mart, string? id, CancellationToken cancel = default) =>
        id is not null && await log.ReadPersonal(mart, id, cancel) is { } row ? JsonSerializer.Deserialize<Note>(row.Json, FactJson.Options) : null;

    /// <summary>Refusal for a reason that is not a code; null for one that is.</summary>
    public static Refusal? Check(string what, string? code) =>
        code is not null && Codes.Reason().IsMatch(code) ? null
        : Problems.BadRequest("CodeNotUnderstood", $"The {what} is a short code such as 'no-common-interest'; longer words belong into the note.");
}
