using TravelMart.Contracts;
using TravelMart.Contracts.Catalogue;
using TravelMart.Contracts.Matching;
using TravelMart.EventSourcing;

namespace TravelMart.Boards.Tests;

/// <summary>A plausible day of sixteen slots at a dozen stands, told up to a minute; the same every time.</summary>
internal static class FullDay
{
    private static readonly (int, int)[] Starts =
    [
        (10, 0), (10, 25), (10, 50), (11, 15), (11, 40), (12, 5), (13, 30), (13, 55), (14, 20), (14, 45), (15, 10), (15, 50), (16, 15), (16, 40), (17, 5), (17, 30),
    ];

    private static readonly (string Name, string Korean, string Category)[] Sellers =
    [
        ("Hangang River Tours", "한강 리버투어", "agency"), ("Bukchon Travel", "북촌여행", "agency"), ("Namsan Incoming", "남산 인커밍", "agency"),
        ("Hotel Gwanghwa", "호텔 광화", "hotel"), ("Myeongdong Duty Free", "명동면세점", "leisure"), ("Cheonggye Leisure Park", "청계 레저파크", "leisure"),
        ("Dongdaemun University Hosp.", "동대문대학교 병원", "hospital"), ("Apgujeong Aesthetic Clinic", "압구정 미용의원", "hospital"), ("Seocho Spine Hospital", "서초 척추병원", "hospital"),
        ("Mapo Medical Care", "마포 메디컬케어", "medical-agency"), ("Jongno Health Concierge", "종로 헬스컨시어지", "medical-agency"), ("Yeouido Well", "여의도 웰", "medical-agency"),
    ];

    private static readonly string[] First = ["Altyn", "Tengri", "Baiterek", "Kok-Tobe", "Medeu", "Sunkar", "Nomad", "Silk Road", "Charyn", "Ulytau", "Steppe", "Aral", "Turan", "Otrar"];
    private static readonly string[] Second = ["Travel", "Tours", "Voyage"];

    public static Story Tell(int untilHour = 14, int untilMinute = 52, string mart = "almaty", bool rehearsal = true, int stands = 12)
    {
        var story = new Story(mart, rehearsal: rehearsal);
        story.Open(Starts);
        for (var i = 0; i < stands; i++)
        {
            var (name, korean, category) = Sellers[i % Sellers.Length];
            story.Seller($"S{i + 1:00}", i + 1, category, i < Sellers.Length ? name : $"{name} {i / Sellers.Length + 1}", korean);
            story.Tell(new StandPublished(mart, $"S{i + 1:00}", new Dictionary<string, string> { ["en"] = name }, category, ["ko", "en"]));
        }
        for (var i = 0; i < 42; i++)
            story.Buyer($"B{i + 1:00}", i == 0 ? "Golden Steppe Kazakhstan" : $"{First[i % First.Length]} {Second[i / First.Length]}", synthetic: i > 1);
        var meetings = Wishes(story, stands);
        Live(story, meetings, story.At(untilHour, untilMinute));
        return story;
    }

    private static List<(Guid Id, int Seller, int Buyer, SlotTime Slot)> Wishes(Story story, int stands)
    {
        var random = new Random(7);
        for (var b = 1; b <= 42; b++)
            for (var rank = 1; rank <= 4; rank++)
            {
                var seller = $"S{(b * 5 + rank * 3) % stands + 1:00}";
                story.Tell(new WishStated(story.Mart, $"B{b:00}", seller, Sides.Buyer, rank == 1 ? "must" : "would", rank == 1 ? null : rank - 1), $"buyer:B{b:00}");
            }
        var plan = Ids.From("plan", story.Mart);
        story.Tell(new PlanDrafted(story.Mart, plan, "sweep", 7, 143, 3, 8412)).Tell(new PlanPublished(story.Mart, plan));
        var meetings = new List<(Guid, int, int, SlotTime)>();
        foreach (var slot in story.Slots)
        {
            var buyers = Enumerable.Range(1, 42).OrderBy(b => (b * 17 + slot.Number * 11) % 43).ToList();
            for (var s = 1; s <= stands; s++)
            {
                if (slot.Number == 9 && s is (6 or 11) && stands == 12) continue;
                if ((s * 7 + slot.Number * 5) % 23 == 0) story.Tell(new AvailabilityChanged(story.Mart, $"S{s:00}", [slot.Number]));
                else if (random.Next(100) < 82) meetings.Add((story.Book($"B{buyers[s]:00}", $"S{s:00}", slot.Number), s, buyers[s], slot));
            }
        }
        foreach (var b in Enumerable.Range(1, 3)) story.Tell(new PlanEntryUnplaced(story.Mart, plan, $"B{b:00}", "S01", "SellerFull"));
        story.Tell(new PlanSettled(story.Mart, plan));
        return meetings;
    }

    private static void Live(Story story, List<(Guid Id, int Seller, int Buyer, SlotTime Slot)> meetings, DateTimeOffset until)
    {
        var random = new Random(11);
        var deeds = new List<(DateTimeOffset At, object Body, string Actor)>();
        for (var b = 1; b <= 42; b++) deeds.Add((story.At(9, 30).AddSeconds(b * 37), new HallCheckedIn(story.Mart, $"B{b:00}"), "organizer"));
        foreach (var (id, seller, buyer, slot) in meetings)
        {
            var chance = random.Next(100);
            if (slot.Number == 9 && seller == 8) continue;
            if (chance < 4) { deeds.Add((slot.Start.AddMinutes(12), new NoShowRecorded(story.Mart, id, Sides.Buyer), "organizer")); continue; }
            var arrives = slot.Number == 9 && seller == 2 ? slot.Start.AddMinutes(7) : slot.Start.AddMinutes(-3).AddSeconds(random.Next(240));
            deeds.Add((arrives, new MeetingCheckedIn(story.Mart, id, Sides.Buyer), $"buyer:B{buyer:00}"));
            if (slot.Number == 9 && seller == 2) continue;
            deeds.Add((arrives.AddSeconds(20), new MeetingStarted(story.Mart, id), $"seller:S{seller:00}"));
            deeds.Add((slot.End.AddSeconds(random.Next(60)), new MeetingHeld(story.Mart, id, Sides.Seller), $"seller:S{seller:00}"));
            if (chance < 97) deeds.Add((slot.End.AddSeconds(90 + random.Next(90)), LogOf(story.Mart, id, random), $"seller:S{seller:00}"));
        }
        deeds.Add((story.At(14, 50), new MeetingBooked(story.Mart, Ids.From("on-site", story.Mart), "B40", "S07", 12, "7", null, Origins.OnSite, null, false, "accepted on the day"), "seller:S07"));
        foreach (var (at, body, actor) in deeds.OrderBy(d => d.At).TakeWhile(d => d.At <= until))
        {
            story.Now = at;
            story.Tell(body, actor);
        }
        story.Now = until;
        story.Tell(new ClockMoved(story.Mart));
    }

    private static ConsultationLogged LogOf(string mart, Guid id, Random random)
    {
        var outcome = random.Next(10) switch { < 2 => "agreed", < 5 => "promising", < 9 => "informative", _ => "none" };
        var kind = outcome switch { "agreed" => random.Next(4) == 0 ? "signed" : "under-negotiation", "promising" => "discussed", _ => null };
        var amount = kind is null ? null : new Amount(random.Next(5, 80) * 100_000, "USD", kind);
        return new(mart, id, Sides.Seller, 1, ["groups"], [], amount, outcome, outcome == "promising" ? "send-quote" : null);
    }
}
