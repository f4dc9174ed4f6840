using System.Text.Json;
using System.Text.RegularExpressions;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// What a person wrote: a row that can be forgotten, while the fact carries only its id. Reasons, topics and follow-ups are codes and
/// stay in the fact.
/// </summary>
internal static partial class Notes
{
    private const int Longest = 4000;

    /// <summary>The row of a note that belongs to a meeting or wish; nothing for an empty text.</summary>
    public static (string? Id, IReadOnlyList<PersonalRow> Rows) Of(Guid about, Write write, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, []);
        if (text.Length > Longest) throw new Microsoft.AspNetCore.Http.BadHttpRequestException($"A note has at most {Longest} characters.");
        var id = Ids.From("note", about.ToString(), write.CommandId.ToString()).ToString();
        return (id, [new PersonalRow(id, "company/" + (write.Company ?? "desk"), "note", JsonSerializer.Serialize(new { text }, FactJson.Options))]);
    }

    /// <summary>Refusal for a reason that is not a code; null for one that is.</summary>
    public static Refusal? Check(string what, string? code) =>
        code is not null && Code().IsMatch(code) ? null
        : Problems.BadRequest("CodeNotUnderstood", $"The {what} is a short code such as 'no-common-interest'; longer words belong into the note.");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$")]
    private static partial Regex Code();
}
