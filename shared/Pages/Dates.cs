using System.Globalization;

namespace TravelMart.Pages;

/// <summary>
/// Dates, numbers and money in the ways of each language, from its words: the program runs without the machine's own locale data, so that it
/// says the same everywhere.
/// </summary>
public static class Dates
{
    /// <summary>Weekday, day and month, such as <c>Thu 13 July</c> or <c>7월 13일 (목)</c>.</summary>
    public static string Day(this Vocabulary words, DateTimeOffset local) => words.Say("d-day",
        words["wd-" + ((int)local.DayOfWeek).ToString(CultureInfo.InvariantCulture)], local.Day, words["mo-" + local.Month.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>The same with its year, such as <c>Thu 13 July 2023</c> or <c>2023년 7월 13일 (목)</c>.</summary>
    public static string Date(this Vocabulary words, DateTimeOffset local) => words.Say("d-date",
        words["wd-" + ((int)local.DayOfWeek).ToString(CultureInfo.InvariantCulture)], local.Day, words["mo-" + local.Month.ToString(CultureInfo.InvariantCulture)], local.Year);

    /// <summary>A whole number with its thousands set apart.</summary>
    public static string Number(this Vocabulary words, long number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace(",", words["d-thousands"], StringComparison.Ordinal);

    /// <summary>An amount with its currency's code behind it; minor units of two digits, except for currencies that have none.</summary>
    /// <param name="words">The language.</param>
    /// <param name="minor">Minor units.</param>
    /// <param name="currency">ISO 4217 code.</param>
    public static string Money(this Vocabulary words, long minor, string currency)
    {
        if (currency is "KRW" or "JPY" or "VND") return $"{words.Number(minor)} {currency}";
        var whole = words.Number(minor / 100);
        return minor % 100 == 0 ? $"{whole} {currency}" : $"{whole}{words["d-decimal"]}{Math.Abs(minor % 100):00} {currency}";
    }
}
