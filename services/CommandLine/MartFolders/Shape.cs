using System.Globalization;
using System.Text.Json;

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
