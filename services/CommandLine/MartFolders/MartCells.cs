using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>Cells that say something of a mart: slots, times and amounts.</summary>
internal static class MartCells
{
    /// <summary>Slots, written as the boards show them (counted from 1), given as the services count them (from 0).</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="count">How many slots the grid has; null where the settings could not be read.</param>
    public static IReadOnlyList<int> Slots(this CsvRow row, string column, int? count)
    {
        var slots = new List<int>();
        foreach (var item in row.List(column))
        {
            if (int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var slot) && slot >= 1 && slot <= (count ?? int.MaxValue))
            {
                slots.Add(slot - 1);
            }
            else
            {
                row.Wrong(column, count is null ? $"\"{item}\" is not a slot number" : $"\"{item}\" is not a slot of the grid, 1 to {count}");
            }
        }

        return slots;
    }

    /// <summary>A local date and time; where a day is given, a bare time is on that day. Null where empty or wrong.</summary>
    public static LocalDateTime? Moment(this CsvRow row, string column, MartSettings? settings, LocalDate? day = null)
    {
        if (!row.Has(column))
        {
            return null;
        }

        var text = row[column].Replace(' ', 'T');
        LocalDateTime? moment = LocalTimes.Moment.Parse(text) is { Success: true } full ? full.Value
            : day is { } date && LocalTimes.Time.Parse(text) is { Success: true } time ? date.At(time.Value)
            : null;
        if (moment is null)
        {
            var example = day is null ? "2023-07-13T09:30" : "09:30 or 2023-07-13T09:30";
            row.Wrong(column, $"\"{row[column]}\" is not a local time such as {example}");
        }
        else if (settings is not null && settings.Zone.MapLocal(moment.Value).Count == 0)
        {
            row.Wrong(column, $"\"{row[column]}\" never was in {settings.Zone.Id}: clocks went forward over it");
            return null;
        }

        return moment;
    }

    /// <summary>An amount in minor units of a currency; null where the cell is empty or wrong.</summary>
    public static long? Minor(this CsvRow row, string column, string currency)
    {
        if (!row.Has(column) || Codes.MinorDigits(currency) is not { } digits)
        {
            return null;
        }

        var fits = decimal.TryParse(
            row[column].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount);
        for (var i = 0; fits && i < digits; i++)
        {
            amount *= 10;
            fits = amount < 1_000_000_000_000_000m;
        }

        if (fits && decimal.Truncate(amount) == amount && amount < 1_000_000_000_000_000m)
        {
            return (long)amount;
        }

        row.Wrong(column, $"\"{row[column]}\" is not an amount in {currency}: digits, and at most {digits} decimals");
        return null;
    }
}
