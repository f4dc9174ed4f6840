using System.Text.Json;
using TravelMart.EventSourcing;

namespace TravelMart.Registration;

/// <summary>Whether two facts say the same: records compare their lists by reference, their canonical JSON does not.</summary>
internal static class Same
{
    public static bool Json<T>(T one, T other) => Text(one) == Text(other);

    private static string Text<T>(T value) => FactJson.Canonical(JsonSerializer.SerializeToElement(value, FactJson.Options));
}
