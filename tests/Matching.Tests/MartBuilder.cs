using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Participants;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

/// <summary>A mart as Matching knows it, written straight into match history: given these facts.</summary>
internal sealed class MartBuilder
{
    public static readonly DateTimeOffset DayStart = new(2023, 7, 13, 4, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Before = DayStart.AddDays(-7);

    private readonly List<ParticipantAdmitted> _participants = [];
    private readonly List<Interpreter> _interpreters = [];

    public string Mart { get; init; } = "test-mart";

    public int Slots { get; init; } = 16;

    public int? SharedTables { get; init; }

    public bool Rehearsal { get; init; } = true;

    public static SlotTime Slot(int number) =>
        new(number, 0, 0, DayStart.AddMinutes(25 * number), DayStart.AddMinutes((25 * number) + 20));

    public MartOpened Opened => new("Asia/Almaty", [.. Enumerable.Range(0, Slots).Select(Slot)], SharedTables, _interpreters,
        DayStart.AddDays(-3), DayStart.AddMinutes(-30), DayStart.AddHours(9), 2880, "v1", Rehearsal);

    public MartBuilder Seller(string id, int stand, int capacity = 1, params string[] languages)
    {
        _participants.Add(new(id, Sides.Seller, "hotel", "KR", languages.Length > 0 ? languages : ["ko", "en"], capacity, stand));
        return this;
    }

    public MartBuilder Buyer(string id, params string[] languages)
    {
        _participants.Add(new(id, Sides.Buyer, null, "KZ", languages.Length > 0 ? languages : ["ru", "en"], 1, null));
        return this;
    }

    public MartBuilder Interpreter(string id, params string[] languages)
    {
        _interpreters.Add(new(id, languages, []));
        return this;
    }

    public async Task Write(TestSystem system)
    {
        var log = system.Log(MatchingModule.ServiceName);
        await log.Append(Commit(new(MartSettings.Stream, 0, [Opened])));
        foreach (var p in _participants) await log.Append(Commit(new(Participant.StreamOf(p.Company), 0, [p])));
    }

    private Commit Commit(StreamAppend append) => new(Mart, Before, new Cause(Guid.CreateVersion7(), "test")) { Streams = [append] };
}
