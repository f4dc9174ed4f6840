using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>A text that some rule accepts.</summary>
/// <param name="Fault">What is wrong with a text; null for a good one.</param>
internal sealed record TextShape(Func<string, string?> Fault) : Shape
{
    /// <summary>Any text that says something.</summary>
    public static readonly TextShape Any = new(text => string.IsNullOrWhiteSpace(text) ? "is empty" : null);

    /// <summary>The id of a company, an interpreter or a category, as the services take it.</summary>
    public static readonly TextShape Id = new(IdFault);

    /// <summary>The id of a mart, an event or a programme, as the services take it.</summary>
    public static readonly TextShape MartId = new(id => ServiceDefaults.Codes.Mart().IsMatch(id)
        ? null : $"\"{id}\" is not an id of 2 to 63 lower-case letters, digits and hyphens");

    /// <summary>A language code.</summary>
    public static readonly TextShape Language = new(Codes.LanguageFault);

    /// <summary>A country code.</summary>
    public static readonly TextShape Country = new(Codes.CountryFault);

    /// <summary>A currency code.</summary>
    public static readonly TextShape Currency = new(Codes.CurrencyFault);

    /// <summary>A time zone.</summary>
    public static readonly TextShape Zone = new(zone =>
        DateTimeZoneProviders.Tzdb.Ids.Contains(zone) ? null : $"\"{zone}\" is not an IANA time zone such as Asia/Almaty");

    /// <summary>A date.</summary>
    public static readonly TextShape Date = new(text =>
        LocalDatePattern.Iso.Parse(text).Success ? null : $"\"{text}\" is not a date such as 2023-07-13");

    /// <summary>A time of day.</summary>
    public static readonly TextShape Time = new(text =>
        LocalTimes.Time.Parse(text).Success ? null : $"\"{text}\" is not a time such as 09:30");

    /// <summary>A local date and time.</summary>
    public static readonly TextShape Moment = new(text =>
        LocalTimes.Moment.Parse(text).Success ? null : $"\"{text}\" is not a date and time such as 2023-07-13T09:30");

    /// <summary>What is wrong with an id; null for a good one.</summary>
    public static string? IdFault(string id) =>
        ServiceDefaults.Codes.Company().IsMatch(id) ? null : $"\"{id}\" is not an id of 1 to 40 letters, digits and hyphens";

    /// <summary>What is wrong with a reason; null for a good one.</summary>
    public static string? ReasonFault(string code) =>
        ServiceDefaults.Codes.Reason().IsMatch(code) ? null : $"\"{code}\" is not a code such as hall-full; words belong into note";

    /// <summary>What is wrong with the code of a topic or a follow-up; null for a good one.</summary>
    public static string? TopicFault(string code) =>
        ServiceDefaults.Codes.Reason().IsMatch(code) ? null : $"\"{code}\" is not a code of lower-case letters, digits and hyphens";

    /// <inheritdoc/>
    public override void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (Is(JsonValueKind.String, "a text", value, path, report) && Fault(value.Text) is { } fault)
        {
            report(value, path, fault);
        }
    }
}
