using TravelMart.Boards.Hall;
using TravelMart.Contracts;
using TravelMart.Contracts.Matching;
using TravelMart.Contracts.Registration;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Tests;

/// <summary>Tells a mart's story as the contracts that the other services would publish.</summary>
internal sealed class Story(string mart = "almaty", string zone = "Asia/Almaty", bool rehearsal = true)
{
    public static readonly DateOnly Day = new(2023, 7, 13);
    private readonly Dictionary<string, long> _positions = [];

    public string Mart => mart;

    public string Zone => zone;

    public List<ContractMessage> Messages { get; } = [];

    public DateTimeOffset Now { get; set; } = Zones.ToInstant(Day.AddDays(-30), new(9, 0), zone).ToUniversalTime();

    public IReadOnlyList<SlotTime> Slots { get; private set; } = [];

    public HallState State => Messages.Aggregate(new HallState(mart), HallView.Apply);

    public DateTimeOffset At(int hour, int minute, int second = 0) => Zones.ToInstant(Day, new(hour, minute, second), zone).ToUniversalTime();

    public Story Tell(object body, string actor = "organizer", Guid? id = null)
    {
        var source = body.GetType().Namespace!.Split('.')[^1].ToLowerInvariant();
        var position = _positions[source] = _positions.GetValueOrDefault(source) + 1;
        Messages.Add(new(id ?? Ids.From("story", mart, source, position.ToString()), source, position, 1, mart, Now, new(Ids.From("command", mart, source, position.ToString()), actor), body));
        return this;
    }

    public Story Time(int hour, int minute, int second = 0)
    {
        Now = At(hour, minute, second);
        return this;
    }

    public Story Open(IReadOnlyList<(int Hour, int Minute)>? starts = null, FrozenRate? rate = null, IReadOnlyDictionary<string, string>? names = null)
    {
        starts ??= [(10, 0), (10, 25), (10, 50), (11, 15), (13, 30), (13, 55)];
        var session = 0;
        var slots = new List<SlotTime>();
        foreach (var (hour, minute) in starts)
        {
            var start = At(hour, minute);
            if (slots.Count > 0 && start - slots[^1].End > TimeSpan.FromMinutes(10)) session++;
            slots.Add(new(slots.Count, session, 0, start, start.AddMinutes(20)));
        }
        Slots = slots;
        return Tell(new MartOpened(mart, "city-2023", names ?? new Dictionary<string, string> { ["en"] = "Seoul Travel Mart Almaty", ["ko"] = "서울 트래블마트 알마티", ["ru"] = "Сеульская туристическая ярмарка" },
            "Almaty", "KZ", zone, slots, [.. slots.Zip(slots.Skip(1)).Where(p => p.Second.Start - p.First.End > TimeSpan.FromMinutes(30)).Select(p => new PauseTime("lunch", p.First.End, p.Second.Start))], 20, 5, null, [new("I1", ["ko", "ru"], [])],
            [
                new("agency", new Dictionary<string, string> { ["en"] = "Travel agency", ["ko"] = "여행사" }),
                new("hotel", new Dictionary<string, string> { ["en"] = "Hotel", ["ko"] = "호텔" }),
                new("leisure", new Dictionary<string, string> { ["en"] = "Duty-free, leisure", ["ko"] = "면세·엔터테인먼트" }),
                new("hospital", new Dictionary<string, string> { ["en"] = "Hospital", ["ko"] = "의료기관" }),
                new("medical-agency", new Dictionary<string, string> { ["en"] = "Medical agency", ["ko"] = "의료관광 에이전시" }),
            ],
            ["en", "ko", "ru"], rate ?? new("USD", "KRW", 1290m, "sample rate", new(2023, 7, 12)), slots[0].Start.AddDays(-7), slots[0].Start.AddMinutes(-15),
            slots[^1].End.AddMinutes(30), 60, "v1", rehearsal));
    }

    public Story Seller(string id, int stand, string category, string name, string? korean = null, bool synthetic = false) =>
        Admit(id, Sides.Seller, category, stand, name, korean, synthetic);

    public Story Buyer(string id, string name, bool synthetic = true) => Admit(id, Sides.Buyer, null, null, name, null, synthetic);

    public Guid Book(string buyer, string seller, int slot, string origin = Origins.PreScheduled, bool repeat = false, string key = "")
    {
        var id = Ids.From("meeting", mart, buyer, seller, slot.ToString(), key);
        Tell(new MeetingBooked(mart, id, buyer, seller, slot, seller.TrimStart('S', '0'), null, origin, null, repeat, "both sides wished it"));
        return id;
    }

    public Story Held(Guid meeting, string by = Sides.Seller) => Tell(new MeetingHeld(mart, meeting, by), $"{by}:x");

    public Story Log(Guid meeting, string side, string outcome, Amount? amount = null, int revision = 1) =>
        Tell(new ConsultationLogged(mart, meeting, side, revision, [], [], amount, outcome, null));

    private Story Admit(string id, string role, string? category, int? stand, string name, string? korean, bool synthetic)
    {
        var names = new Dictionary<string, string> { ["en"] = name };
        if (korean is not null) names["ko"] = korean;
        Tell(new CompanyApplied(mart, id, role, names, category, role == Sides.Seller ? "KR" : "KZ", synthetic), $"{role}:{id}");
        return Tell(new CompanyAdmitted(mart, id, role, names, category, role == Sides.Seller ? "KR" : "KZ", ["en"], 1, stand, synthetic));
    }
}
