using System.Text.Json;

namespace TravelMart.Scheduling;

/// <summary>
/// Reads the fields of one JSON object. A field of the wrong type is noted with its path and read as its default, so that one
/// pass over a file finds everything that is wrong with it. Null counts as absent.
/// </summary>
internal readonly struct ObjectReader
{
    private readonly JsonElement element;
    private readonly string path;
    private readonly FileErrors errors;

    public ObjectReader(JsonElement element, string path, FileErrors errors, ReadOnlySpan<string> known)
    {
        (this.element, this.path, this.errors) = (element, path, errors);
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, "must be an object");
            this.element = default;
            return;
        }

        NoteUnknownAndRepeated(known);
    }

    public bool Has(string name) => Find(name) is not null;

    public JsonElement? Find(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public string RequiredText(string name)
    {
        Require(name);
        return Text(name) ?? "";
    }

    public string? Text(string name) => Find(name) is { } value ? ValueReader.Text(value, PathOf(name), errors) : null;

    public int? Whole(string name) => Find(name) is { } value ? ValueReader.Whole(value, PathOf(name), errors) : null;

    public long? Long(string name) => Find(name) is { } value ? ValueReader.Long(value, PathOf(name), errors) : null;

    public bool Flag(string name)
    {
        if (Find(name) is not { } value)
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fail(name, "must be true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    public IReadOnlyList<int> Wholes(string name) =>
        List(name, errors, static (value, at, into) => ValueReader.Whole(value, at, into) ?? 0);

    public IReadOnlyList<string> Texts(string name) =>
        List(name, errors, static (value, at, into) => ValueReader.Text(value, at, into) ?? "");

    /// <summary>The elements of a list, each turned to T; empty where the field is absent or no list.</summary>
    public IReadOnlyList<T> List<T>(string name, FileErrors into, Func<JsonElement, string, FileErrors, T> read)
    {
        if (Find(name) is not { } list)
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            Fail(name, "must be a list");
            return [];
        }

        var values = new List<T>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            values.Add(read(item, $"{PathOf(name)}[{values.Count}]", into));
        }

        return values;
    }

    public void Require(string name)
    {
        if (!Has(name))
        {
            Fail(name, "is missing");
        }
    }

    /// <summary>Notes an error of a field; what is no object at all has been noted already.</summary>
    public void Fail(string name, string message)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            errors.Add(PathOf(name), message);
        }
    }

    public string PathOf(string name) => $"{path}.{name}";

    private void NoteUnknownAndRepeated(ReadOnlySpan<string> known)
    {
        var seen = 0;
        foreach (var property in element.EnumerateObject())
        {
            var index = IndexIn(known, property);
            if (index < 0)
            {
                errors.Note(PathOf(NameOf(property)), "is not a field of this format and was ignored");
            }
            else if ((seen >> index & 1) != 0)
            {
                Fail(known[index], "is given twice");
            }
            else
            {
                seen |= 1 << index;
            }
        }
    }

    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    private static int IndexIn(ReadOnlySpan<string> known, JsonProperty property)
    {
        for (var i = 0; i < known.Length; i++)
        {
            if (property.NameEquals(known[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
