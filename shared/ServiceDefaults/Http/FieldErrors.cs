using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Collects everything that is wrong with a request, field by field, so that whoever filled it in hears it all at once.
/// Each reading method answers a usable value even for a wrong one, so that checking goes on.
/// </summary>
public sealed class FieldErrors
{
    private const int MostSentences = 200;
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Whether something is wrong.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>The sentences by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByField =>
        _errors.ToDictionary(p => p.Key, p => (IReadOnlyList<string>)p.Value, StringComparer.Ordinal);

    /// <summary>Notes what is wrong with a field.</summary>
    public void Add(string field, string sentence)
    {
        if (++_count > MostSentences) return;
        if (!_errors.TryGetValue(field, out var sentences)) _errors[field] = sentences = [];
        sentences.Add(sentence);
    }

    /// <summary>Notes a sentence unless the condition holds; answers the condition.</summary>
    public bool Require(bool condition, string field, string sentence)
    {
        if (!condition) Add(field, sentence);
        return condition;
    }

    /// <summary>The refusal with all of it in <c>errors</c>; null when nothing is wrong.</summary>
    public Refusal? AsRefusal(string name, string sentence) => !Any ? null : new Refusal(name, sentence, StatusCodes.Status400BadRequest)
    {
        Details = new Dictionary<string, object?> { ["errors"] = ByField },
    };

    /// <summary>A text that must be there.</summary>
    public string Text(string field, string? value, int longest)
    {
        var text = value?.Trim() ?? "";
        Require(text.Length > 0, field, "This is missing.");
        Require(text.Length <= longest, field, $"This is longer than {longest} characters.");
        return text;
    }

    /// <summary>A text that may be left out.</summary>
    public string? OptionalText(string field, string? value, int longest) => string.IsNullOrWhiteSpace(value) ? null : Text(field, value, longest);

    /// <summary>A text that must look like one of <see cref="Codes"/>.</summary>
    public string Code(string field, string? value, Regex pattern, string sentence)
    {
        Require(value is not null && pattern.IsMatch(value), field, sentence);
        return value ?? "";
    }

    /// <summary>The id of a mart, an event or a programme.</summary>
    public string Mart(string field, string? value) =>
        Code(field, value, Codes.Mart(), "An id has 2 to 63 lower-case letters, digits and hyphens, and does not begin with a hyphen.");

    /// <summary>The id of a company.</summary>
    public string Company(string field, string? value) =>
        Code(field, value, Codes.Company(), "A company's id has 1 to 40 letters, digits and hyphens, and does not begin with a hyphen.");

    /// <summary>A country (ISO 3166-1 alpha-2).</summary>
    public string Country(string field, string? value) => Code(field, value, Codes.Country(), "A country is two capitals, such as KR.");

    /// <summary>A currency (ISO 4217).</summary>
    public string Currency(string field, string? value) => Code(field, value, Codes.Currency(), "A currency is three capitals, such as KRW.");

    /// <summary>A whole number within limits.</summary>
    public int Number(string field, int? value, int least, int most)
    {
        Require(value is not null, field, "This is missing.");
        Require(value is null || (value >= least && value <= most), field, $"This must be between {least} and {most}.");
        return Math.Clamp(value ?? least, least, most);
    }

    /// <summary>Texts by language (BCP 47), at least one unless they may be left out.</summary>
    public IReadOnlyDictionary<string, string> Texts(string field, IReadOnlyDictionary<string, string?>? values, int longest, bool optional = false)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Require(optional || values is { Count: > 0 }, field, "Give a text in at least one language.");
        Require(values is null || values.Count <= MostLanguages, field, $"More than {MostLanguages} languages.");
        foreach (var (language, text) in (values ?? new Dictionary<string, string?>()).Take(MostLanguages))
            texts[Language($"{field}.{language}", language)] = Text($"{field}.{language}", text, longest);
        return texts;
    }

    /// <summary>Different language codes (BCP 47).</summary>
    public IReadOnlyList<string> Languages(string field, IReadOnlyList<string?>? values, int least)
    {
        Require((values?.Count ?? 0) >= least, field, least == 1 ? "Name at least one language." : $"Name at least {least} languages.");
        Require((values?.Count ?? 0) <= MostLanguages, field, $"More than {MostLanguages} languages.");
        var languages = (values ?? []).Take(MostLanguages).Select(l => Language(field, l)).ToList();
        Require(languages.Distinct(StringComparer.Ordinal).Count() == languages.Count, field, "A language is named twice.");
        return languages;
    }

    /// <summary>A date such as <c>2023-07-13</c>.</summary>
    public DateOnly? Date(string field, string? value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : Nothing<DateOnly>(field, "A date is written 2023-07-13.");

    /// <summary>A time of day such as <c>10:00</c>.</summary>
    public TimeOnly? Time(string field, string? value) =>
        TimeOnly.TryParseExact(value, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Second == 0
            ? time
            : Nothing<TimeOnly>(field, "A time is written 09:30, in whole minutes.");

    /// <summary>A local date and time such as <c>2023-07-13T10:00</c>.</summary>
    public DateTime? LocalTime(string field, string? value) =>
        DateTime.TryParseExact(value, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : Nothing<DateTime>(field, "A local date and time is written 2023-07-13T10:00, without an offset.");

    private const int MostLanguages = 20;

    private string Language(string field, string? value) => Code(field, value, Codes.Language(), "A language is a code such as ko, en or zh-Hant.");

    private T? Nothing<T>(string field, string sentence) where T : struct
    {
        Add(field, sentence);
        return null;
    }
}

/// <summary>How ids and codes are written.</summary>
public static partial class Codes
{
    /// <summary>A mart, an event or a programme.</summary>
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,62}\z")]
    public static partial Regex Mart();

    /// <summary>A company, an interpreter, a product or a category.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,39}\z")]
    public static partial Regex Company();

    /// <summary>A reason, a topic or a follow-up.</summary>
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,59}\z")]
    public static partial Regex Reason();

    /// <summary>BCP 47.</summary>
    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z")]
    public static partial Regex Language();

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [GeneratedRegex(@"\A[A-Z]{2}\z")]
    public static partial Regex Country();

    /// <summary>ISO 4217.</summary>
    [GeneratedRegex(@"\A[A-Z]{3}\z")]
    public static partial Regex Currency();
}
