using System.Globalization;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Sample instances of records, made by their constructors with values that are always the same: for documents that are generated
/// from the program, and for tests that freeze its shapes.
/// </summary>
/// <remarks>A full specimen has every optional value and yes for every question; a sparse one has none, and no.</remarks>
public static class Specimens
{
    private static readonly DateTimeOffset Instant = new(2023, 10, 26, 4, 30, 0, TimeSpan.Zero);

    private static readonly Dictionary<Type, Func<string, object>> Simple = new()
    {
        [typeof(string)] = name => name,
        [typeof(byte[])] = name => System.Text.Encoding.UTF8.GetBytes(name),
        [typeof(int)] = name => name.Length,
        [typeof(long)] = name => 1000L + name.Length,
        [typeof(decimal)] = name => 1.25m + name.Length,
        [typeof(double)] = name => 0.5 + name.Length,
        [typeof(Guid)] = name => new Guid(name.Length, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]),
        [typeof(DateTimeOffset)] = name => Instant.AddMinutes(name.Length),
        [typeof(DateOnly)] = name => new DateOnly(2023, 10, 1).AddDays(name.Length),
        [typeof(TimeOnly)] = name => new TimeOnly(9, name.Length),
        [typeof(TimeSpan)] = name => TimeSpan.FromMinutes(name.Length),
    };

    /// <summary>An instance with every optional value.</summary>
    /// <exception cref="NotSupportedException">The type has a part that no sample is known for.</exception>
    public static object Full(Type type) => Make(type, "value", full: true);

    /// <summary>An instance without any optional value.</summary>
    /// <exception cref="NotSupportedException">The type has a part that no sample is known for.</exception>
    public static object Sparse(Type type) => Make(type, "value", full: false);

    private static object Make(Type type, string name, bool full)
    {
        if (Simple.TryGetValue(type, out var simple)) return simple(name);
        if (type == typeof(bool)) return full;
        if (type.IsEnum) return full ? Enum.GetValues(type).GetValue(0)! : Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Make(underlying, name, full);
        if (type.IsArray) return Items(type.GetElementType()!, name, full);
        if (type.IsGenericType) return Collection(type, name, full);
        return Record(type, full);
    }

    private static Array Items(Type element, string name, bool full)
    {
        var items = Array.CreateInstance(element, full ? 2 : 0);
        for (var i = 0; i < items.Length; i++) items.SetValue(Make(element, name + new string('+', i), full), i);
        return items;
    }

    private static object Collection(Type type, string name, bool full)
    {
        var arguments = type.GetGenericArguments();
        if (arguments is [var element] && Items(element, name, full) is var items && type.IsInstanceOfType(items)) return items;
        if (arguments is not [var key, var value] || key != typeof(string)) return Record(type, full);
        var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        if (full) map.Add("en", Make(value, name, full));
        return map;
    }

    private static object Record(Type type, bool full)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault()
            ?? throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"no sample of {type} can be made"));
        var nullability = new System.Reflection.NullabilityInfoContext();
        return constructor.Invoke([.. constructor.GetParameters().Select(p =>
            !full && nullability.Create(p).WriteState == System.Reflection.NullabilityState.Nullable ? null : Make(p.ParameterType, p.Name!, full))]);
    }
}
