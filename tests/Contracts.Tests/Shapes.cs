using System.Reflection;
using System.Text;
using System.Text.Json;
using TravelMart.ServiceDefaults;

namespace TravelMart.Contracts.Tests;

/// <summary>The shape of records as they are written in JSON, one line for each field.</summary>
internal static class Shapes
{
    /// <summary>A named shape with the records inside it that have no shape of their own in the list.</summary>
    public static void Describe(StringBuilder text, string name, Type type, HashSet<Type> inside)
    {
        text.Append(name).Append('\n');
        foreach (var field in Fields(type))
        {
            text.Append($"  {name}: {JsonNamingPolicy.CamelCase.ConvertName(field.Name!)} {MessageCatalogue.TypeName(field)}\n");
            foreach (var record in Records(field.ParameterType)) inside.Add(record);
        }
    }

    /// <summary>Shapes of records that others contain, and of whatever those contain.</summary>
    public static void DescribeInside(StringBuilder text, HashSet<Type> inside)
    {
        var described = new HashSet<Type>();
        while (inside.Except(described).OrderBy(t => t.FullName, StringComparer.Ordinal).FirstOrDefault() is { } next)
        {
            described.Add(next);
            if (next.IsEnum) text.Append($"{next.Name}: {string.Join(" | ", Enum.GetNames(next).Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}\n");
            else Describe(text, next.Name, next, inside);
        }
    }

    private static ParameterInfo[] Fields(Type type) =>
        type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault()?.GetParameters() ?? [];

    private static IEnumerable<Type> Records(Type type)
    {
        if (type.HasElementType) return Records(type.GetElementType()!);
        if (type.IsGenericType) return type.GetGenericArguments().SelectMany(Records);
        return type.Namespace!.StartsWith("TravelMart", StringComparison.Ordinal) ? [type] : [];
    }
}
