using System.Text.Json;

namespace TravelMart.EventSourcing;

/// <summary>Whether two values say the same: records compare their lists by reference, their canonical JSON does not.</summary>
public static class Same
{
    /// <summary>Compares canonical JSON.</summary>
    public static bool Json<T>(T one, T other) => Text(one) == Text(other);

    private static string Text<T>(T value) => FactJson.Canonical(JsonSerializer.SerializeToElement(value, FactJson.Options));
}
