using System.Text.Json;

namespace TravelMart.Scheduling;

/// <summary>Reads single JSON values; a wrong type is noted and answered with null.</summary>
internal static class ValueReader
{
    public static string? Text(JsonElement value, string path, FileErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add(path, "must be a text");
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8: JSON by its grammar, and yet no text.
            errors.Add(path, "holds characters that are not valid Unicode");
            return null;
        }
    }

    public static int? Whole(JsonElement value, string path, FileErrors errors)
    {
        if (Long(value, path, errors) is not { } number)
        {
            return null;
        }

        if (number is < int.MinValue or > int.MaxValue)
        {
            errors.Add(path, $"{number} is out of range");
            return null;
        }

        return (int)number;
    }

    public static long? Long(JsonElement value, string path, FileErrors errors)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            return number;
        }

        errors.Add(path, "must be a whole number");
        return null;
    }

    public static decimal Decimal(JsonElement value, string path, FileErrors errors)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
        {
            return number;
        }

        errors.Add(path, "must be a number");
        return 0;
    }
}
