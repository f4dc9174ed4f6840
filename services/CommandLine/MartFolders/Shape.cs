using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>
/// What a JSON value must look like. Shapes are data, so the published JSON Schema can be held against them field by field.
/// </summary>
internal abstract record Shape
{
    /// <summary>Reports everything that is wrong with a value.</summary>
    public abstract void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report);

    /// <summary>True, or reports that the value is of another kind.</summary>
    protected static bool Is(JsonValueKind kind, string name, LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (value.Kind == kind)
        {
            return true;
        }

        report(value, path, $"must be {name}");
        return false;
    }
}

/// <summary>A field of an object.</summary>
internal sealed record Field(string Name, Shape Shape, bool Required = true);

/// <summary>An object with known fields and no others.</summary>
internal sealed record ObjectShape(params Field[] Fields) : Shape
{
    /// <inheritdoc/>
    public override void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (!Is(JsonValueKind.Object, "an object", value, path, report))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, inner) in value.Properties)
        {
            var field = Fields.FirstOrDefault(f => f.Name == name);
            var fault = !seen.Add(name) ? "is written twice" : field is null ? "is not a field of a mart folder" : null;
            if (fault is not null)
            {
                report(inner, Join(path, name), fault);
                continue;
            }

            field!.Shape.Check(inner, Join(path, name), report);
        }

        foreach (var missing in Fields.Where(f => f.Required && !seen.Contains(f.Name)))
        {
            report(value, Join(path, missing.Name), "is missing");
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

/// <summary>A list of values of one shape.</summary>
internal sealed record ListShape(Shape Item, int Least = 0) : Shape
{
    /// <inheritdoc/>
    public override void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (!Is(JsonValueKind.Array, "a list", value, path, report))
        {
            return;
        }

        if (value.Items.Count < Least)
        {
            report(value, path, $"needs at least {Least}");
        }

        for (var i = 0; i < value.Items.Count; i++)
        {
            Item.Check(value.Items[i], $"{path}[{i}]", report);
        }
    }
}

/// <summary>Texts by language code, such as a name in English, Korean and Russian.</summary>
internal sealed record TextsShape : Shape
{
    /// <inheritdoc/>
    public override void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (!Is(JsonValueKind.Object, "an object of language code to text", value, path, report))
        {
            return;
        }

        if (value.Properties.Count == 0)
        {
            report(value, path, "needs a text in at least one language");
        }

        foreach (var (language, text) in value.Properties)
        {
            if (Codes.LanguageFault(language) is { } fault)
            {
                report(text, path, fault);
            }

            TextShape.Any.Check(text, $"{path}.{language}", report);
        }
    }
}

/// <summary>One word out of a few.</summary>
internal sealed record ChoiceShape(params string[] Choices) : Shape
{
    /// <inheritdoc/>
    public override void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (Is(JsonValueKind.String, "a text", value, path, report) && !Choices.Contains(value.Text, StringComparer.Ordinal))
        {
            report(value, path, $"\"{value.Text}\" is not one of {Words.Choice(Choices)}");
        }
    }
}

/// <summary>A whole number within bounds.</summary>
internal sealed record NumberShape(int From, int To) : Shape
{
    /// <inheritdoc/>
    public override void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (Is(JsonValueKind.Number, "a number", value, path, report)
            && !(int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= From && number <= To))
        {
            report(value, path, $"{value.Text} is not a whole number from {From} to {To}");
        }
    }
}

/// <summary>A decimal number above zero.</summary>
internal sealed record RateShape : Shape
{
    /// <inheritdoc/>
    public override void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (Is(JsonValueKind.Number, "a number", value, path, report)
            && !(decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0))
        {
            report(value, path, $"{value.Text} is not a number above zero");
        }
    }
}

/// <summary>True or false.</summary>
internal sealed record SwitchShape : Shape
{
    /// <inheritdoc/>
    public override void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (value.Kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            report(value, path, "must be true or false");
        }
    }
}

/// <summary>A text that some rule accepts.</summary>
/// <param name="Fault">What is wrong with a text; null for a good one.</param>
internal sealed record TextShape(Func<string, string?> Fault) : Shape
{
    /// <summary>Any text that says something.</summary>
    public static readonly TextShape Any = new(text => string.IsNullOrWhiteSpace(text) ? "is empty" : null);

    /// <summary>An id of letters, digits and hyphens.</summary>
    public static readonly TextShape Id = new(IdFault);

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
        id.Length is >= 1 and <= 60 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? null
            : $"\"{id}\" is not an id of letters, digits and hyphens";

    /// <inheritdoc/>
    public override void Check(LocatedJson value, string path, Action<LocatedJson, string, string> report)
    {
        if (Is(JsonValueKind.String, "a text", value, path, report) && Fault(value.Text) is { } fault)
        {
            report(value, path, fault);
        }
    }
}

/// <summary>How times are written in a folder.</summary>
internal static class LocalTimes
{
    /// <summary>A time of day: 9:05 or 09:05.</summary>
    public static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    /// <summary>A date with a time: 2023-07-13T09:05.</summary>
    public static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'H:mm");
}
