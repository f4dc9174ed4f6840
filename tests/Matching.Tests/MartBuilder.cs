using System.Text.Json.Nodes;
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

    public MartBuilder Interpreter(string id, params string[] languages) => Interpreter(id, languages, []);

    public MartBuilder Interpreter(string id, string[] languages, params int[] off)
    {
        _interpreters.Add(new(id, languages, off));
        return this;
    }

    public Task Write(TestSystem system) => Write(system.Log(MatchingModule.ServiceName));

    public async Task Write(IEventLog log)
    {
        await log.Append(Commit(new(MartSettings.Stream, 0, [Opened])));
        foreach (var p in _participants) await log.Append(Commit(new(Participant.StreamOf(p.Company), 0, [p])));
    }

    /// <summary>The same mart the long way: opened, applied for and vetted through Registration, and known to Matching when this returns.</summary>
    public async Task Register(TestSystem system)
    {
        var organizer = system.Organizer();
        (await organizer.Post("/registration/events", RegistrationForms.Event(Mart + "-trip", Mart), RegistrationForms.Spring)).Expect(201);
        var form = RegistrationForms.Mart(Mart, Mart + "-trip");
        if (SharedTables is { } tables) form["tables"] = new JsonObject { ["layout"] = "shared", ["count"] = tables };
        form["interpreters"] = new JsonArray([.. _interpreters.Select(i => new JsonObject
        {
            ["id"] = i.Id, ["languages"] = new JsonArray([.. i.Languages.Select(l => JsonValue.Create(l))]), ["hours"] = new JsonArray(),
        })]);
        (await organizer.Post("/registration/marts", form, RegistrationForms.Spring)).Expect(201);
        foreach (var p in _participants)
        {
            (await organizer.Post($"/registration/marts/{Mart}/companies", new
            {
                company = p.Company,
                role = p.Role,
                names = new { en = "Company " + p.Company },
                category = p.Category,
                country = p.Country,
                languages = p.Languages,
                capacity = p.Capacity,
            }, RegistrationForms.Spring)).Expect(201);
            (await organizer.Post($"/registration/marts/{Mart}/companies/{p.Company}/approve", new { stand = p.Stand }, RegistrationForms.Spring)).Expect(200);
        }
        await Poll.Until(async () => await organizer.Get("/matching/marts/" + Mart) is { Ok: true } known
            && known.Json.GetProperty("buyers").GetInt32() + known.Json.GetProperty("sellers").GetInt32() == _participants.Count);
    }

    private Commit Commit(StreamAppend append) => new(Mart, Before, new Cause(Guid.CreateVersion7(), "test")) { Streams = [append] };
}
