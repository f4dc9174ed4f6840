using TravelMart.Boards.Journal;
using TravelMart.Contracts.Registration;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Hall;

/// <summary>
/// One mart as this service knows it. What each source says is folded apart and joined only when something is shown, because the
/// sources' contracts arrive in any order relative to each other.
/// </summary>
internal sealed record HallState(string Mart)
{
    public SourceFold<Registered> Registration { get; init; } = SourceFold<Registered>.Empty;

    public SourceFold<Catalogued> Catalogue { get; init; } = SourceFold<Catalogued>.Empty;

    public SourceFold<Matched> Matching { get; init; } = SourceFold<Matched>.Empty;

    public MartOpened? Opened => Registration.Now.Opened;

    /// <summary>Contracts folded.</summary>
    public int Contracts => Registration.Count + Catalogue.Count + Matching.Count;

    public Participant? Company(string id) => Registration.Now.Companies.GetValueOrDefault(id);

    /// <summary>After one more contract; its namespace says which part it belongs to.</summary>
    public HallState With(JournalEntry entry) => PartOf(entry.Body) switch
    {
        "Registration" => this with { Registration = Registration.Add(entry) },
        "Catalogue" => this with { Catalogue = Catalogue.Add(entry) },
        "Matching" => this with { Matching = Matching.Add(entry) },
        _ => this,
    };

    /// <summary>
    /// The mart as it stood at an instant of its clock. Its settings are the frame of every picture and stay. A rehearsal that was
    /// registered after the day it replays keeps its companies: they were there from the beginning.
    /// </summary>
    public HallState AsOf(DateTimeOffset instant)
    {
        var registeredLater = Opened is { Rehearsal: true } opened && Registration.Now.OpenedAt > opened.OpensAt;
        return this with
        {
            Registration = registeredLater ? Registration : Registration.Back(e => e.At <= instant || e.Body is MartOpened),
            Catalogue = registeredLater ? Catalogue : Catalogue.Back(e => e.At <= instant),
            Matching = Matching.Back(e => e.At <= instant),
        };
    }

    /// <summary>The mart as it stood when no source had told more than another state knows.</summary>
    public HallState UpTo(HallState other) => this with
    {
        Registration = Registration.Back(e => e.Position <= other.Registration.LastPosition),
        Catalogue = Catalogue.Back(e => e.Position <= other.Catalogue.LastPosition),
        Matching = Matching.Back(e => e.Position <= other.Matching.LastPosition),
    };

    /// <summary>What the sources told after all that another state knows, in the order of each.</summary>
    public IEnumerable<JournalEntry> Beyond(HallState other) =>
    [
        .. Registration.After(other.Registration.LastPosition), .. Catalogue.After(other.Catalogue.LastPosition),
        .. Matching.After(other.Matching.LastPosition),
    ];

    private static string PartOf(object contract)
    {
        var name = contract.GetType().Namespace!;
        return name[(name.LastIndexOf('.') + 1)..];
    }
}

/// <summary>The one fold behind every board, agenda and total: live, at a past instant, and rebuilt.</summary>
internal sealed class HallView : IView<HallState>
{
    public HallState Initial(string mart) => new(mart);

    public HallState Apply(HallState state, RecordedEvent e) => JournalEntry.Read(e) is { } entry ? state.With(entry) : state;

    /// <summary>The same for a message that has not been written down.</summary>
    public static HallState Apply(HallState state, ContractMessage message) => state.With(JournalEntry.Of(message));
}
