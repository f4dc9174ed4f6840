using NodaTime;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>A pause within a day, in local time.</summary>
internal sealed record DayPause(string Label, LocalTime From, LocalTime To);

/// <summary>A day of the mart, in local time.</summary>
internal sealed record MartDay(LocalDate Date, LocalTime Opens, LocalTime Closes, IReadOnlyList<DayPause> Pauses);

/// <summary>An interpreter with languages (BCP 47) and the slots worked, counted from 0.</summary>
internal sealed record FolderInterpreter(string Id, IReadOnlyList<string> Languages, IReadOnlyList<int> Slots);

/// <summary>When the mart's phases change, in local time.</summary>
internal sealed record MartPhases(
    LocalDateTime ApplicationsOpen, LocalDateTime WishesClose, LocalDateTime Opens, LocalDateTime Closes);

/// <summary>What the press or a partner reported, never mixed with what is computed.</summary>
internal sealed record ReportedFigures(int? Sellers, int? Buyers, int? Companies, int? Consultations, string Source);

/// <summary>
/// The settings that the reader itself needs; whatever else is in mart.json goes to the services as it stands.
/// </summary>
/// <param name="Mart">The mart's id.</param>
/// <param name="Event">The event's id.</param>
/// <param name="Zone">The zone of every local time in the folder.</param>
/// <param name="Days">The mart's days.</param>
/// <param name="Grid">The time grid that follows from the days.</param>
/// <param name="SharedTables">Tables in the shared pool; null where every seller receives at its stand.</param>
/// <param name="Interpreters">The interpreters.</param>
/// <param name="Categories">Codes of the sellers' categories.</param>
/// <param name="Languages">Languages of the mart's pages.</param>
/// <param name="Phases">When the phases change.</param>
/// <param name="RequestExpiryMinutes">How long a request waits.</param>
/// <param name="Rehearsal">True where the organizer moves the clock.</param>
internal sealed record MartSettings(
    string Mart, string Event, DateTimeZone Zone, IReadOnlyList<MartDay> Days, SlotGrid Grid, int? SharedTables,
    IReadOnlyList<FolderInterpreter> Interpreters, IReadOnlyList<string> Categories, IReadOnlyList<string> Languages,
    MartPhases Phases, int RequestExpiryMinutes, bool Rehearsal);
