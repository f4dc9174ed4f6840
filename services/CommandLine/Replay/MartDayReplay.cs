using System.Globalization;
using System.Text.Json;
using TravelMart.CommandLine.MartFolders;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Replay;

/// <summary>
/// The day, and what followed it. The script names pairs, not slots: when somebody checks in or a meeting is held follows from the slot
/// that was really booked, so the same script runs whatever plan was published.
/// </summary>
internal sealed class MartDayReplay(MartFolder folder, Desk desk, ReplayWatch watch, Pace pace)
{
    private readonly Agenda _agenda = new();
    private readonly Dictionary<Pair, List<Booked>> _booked = [];
    private readonly Dictionary<(Pair Pair, int Number), List<DayRow>> _waiting = [];
    private Timetable _slots = null!;

    /// <summary>Rows of the script that found no booked meeting to happen to.</summary>
    public IReadOnlyList<DayRow> Unmatched => [.. _waiting.Values.SelectMany(rows => rows).OrderBy(r => r.Line)];

    public async Task Run(CancellationToken cancel)
    {
        _slots = new Timetable(await desk.Api.Read($"/matching/marts/{desk.Mart}", cancel));
        await ReadBookings(cancel);
        AddClock(cancel);
        foreach (var row in folder.Day) Add(row, cancel);
        AddOnTheSpot(cancel);
        AddSeals(cancel);
        watch.Act($"The mart day, {pace}", _agenda.Count);
        while (_agenda.TryTake(out var at, out var step))
        {
            if (IsDay(at)) await pace.Until(at, cancel);
            await step(at);
            watch.Say($"The mart day, {pace}: {at.Clock(folder.Settings.Zone.Id)}");
            watch.Step();
        }
    }

    // What happened days before and after is played at once; only the day itself is watched.
    private bool IsDay(DateTimeOffset at) => at >= _slots.Start(0).AddMinutes(-10) && at <= desk.At(folder.Settings.Phases.Closes);

    private async Task ReadBookings(CancellationToken cancel)
    {
        for (var skip = 0; ; skip += 200)
        {
            var page = await desk.Api.Read($"/matching/marts/{desk.Mart}/meetings?skip={skip.ToString(CultureInfo.InvariantCulture)}&take=200", cancel);
            // What an interrupted replay had booked on the day is booked again by its own rows, under the same keys.
            foreach (var m in page.GetProperty("items").EnumerateArray().Where(m => m.GetProperty("origin").GetString() == Contracts.Origins.PreScheduled))
                Of(new(m.GetProperty("buyer").GetString()!, m.GetProperty("seller").GetString()!))
                    .Add(new Booked(m.GetProperty("meeting").GetGuid(), m.GetProperty("slot").GetInt32()));
            if (page.GetProperty("items").GetArrayLength() < 200) return;
        }
    }

    // At every bell; while somebody watches, every minute, so that the board's clock runs.
    private void AddClock(CancellationToken cancel)
    {
        var (opens, closes) = (desk.At(folder.Settings.Phases.Opens), desk.At(folder.Settings.Phases.Closes));
        var ticks = pace.IsWatched
            ? Enumerable.Range(0, (int)(closes - opens).TotalMinutes).Select(m => opens.AddMinutes(m)).Where(IsDay)
            : Enumerable.Range(0, _slots.Count).SelectMany(s => new[] { _slots.Start(s), _slots.End(s) });
        foreach (var tick in ticks)
            _agenda.Add(tick, at => desk.AsOrganizer($"/matching/marts/{desk.Mart}/clock", null, "clock/" + at.ToString("s", CultureInfo.InvariantCulture), at, cancel));
    }

    private void AddSeals(CancellationToken cancel)
    {
        var closes = desk.At(folder.Settings.Phases.Closes);
        var path = $"/matching/marts/{desk.Mart}/results";
        _agenda.Add(closes, at => desk.AsOrganizer(path, new { acceptUnresolved = true }, "result/1", at, cancel));
        var later = folder.Day.Select(r => desk.At(r.At)).Where(at => at > closes).Max();
        if (later is { } last)
            _agenda.Add(last.AddDays(1), at => desk.AsOrganizer(path, new { acceptUnresolved = true, reason = "follow-up-after-the-mart" }, "result/2", at, cancel));
    }

    private void Add(DayRow row, CancellationToken cancel)
    {
        if (row.What == Happening.HallCheckIn) _agenda.Add(desk.At(row.At!.Value), at => CheckInAtHall(row, at, cancel));
        else if (!row.Books) Await(row, cancel);
    }

    // After the morning's moves and cancellations, before the first slot.
    private void AddOnTheSpot(CancellationToken cancel) =>
        _agenda.Add(_slots.Start(0).AddMinutes(-4), async _ =>
        {
            foreach (var chance in await new OnTheSpot(folder, desk, _slots).LookAhead(cancel))
            {
                var pair = chance.Row.Pair!.Value;
                if (chance.Before is { } before) Book(pair, before, cancel);
                else if (chance.Row.What == Happening.WalkIn) _agenda.Add(chance.At, at => RecordWalkIn(chance.Row, chance.Slot, at, cancel));
                else _agenda.Add(chance.At, at => BookOnSite(chance.Row, chance.Slot, at, cancel));
            }
        });

    /// <summary>A row that happens to a booked meeting is put on the agenda once that meeting is booked.</summary>
    private void Await(DayRow row, CancellationToken cancel)
    {
        var booked = Of(row.Pair!.Value);
        if (booked.Count >= row.Meeting) Schedule(row, booked[row.Meeting - 1], cancel);
        else if (_waiting.TryGetValue((row.Pair.Value, row.Meeting), out var rows)) rows.Add(row);
        else _waiting[(row.Pair.Value, row.Meeting)] = [row];
    }

    private void Schedule(DayRow row, Booked meeting, CancellationToken cancel)
    {
        var begins = _slots.Start(meeting.Slot);
        var ends = _slots.End(meeting.Slot);
        switch (row.What)
        {
            case Happening.Held when meeting.WalkedIn:
                _agenda.Add(desk.At(row.At) ?? ends, at => Hold(row, meeting, at, cancel));
                break;
            case Happening.Held or Happening.NoShowBuyer or Happening.NoShowSeller:
                _agenda.Add(begins.AddMinutes(-3), at => Begin(row, meeting, begins, at, cancel));
                break;
            case Happening.Cancel:
                _agenda.Add(desk.At(row.At) ?? begins.AddMinutes(-30), at => Verb(row, meeting, row.By, "cancel", Desk.Reason(row.Note), at, cancel));
                break;
            case Happening.Move:
                _agenda.Add(desk.At(row.At) ?? begins.AddMinutes(-30), at => Move(row, meeting, at, cancel));
                break;
            case Happening.Dispute:
                AddAfter(row, meeting, 30, at => Verb(row, meeting, row.By, "dispute", new { note = row.Note }, at, cancel));
                break;
            case Happening.Settle:
                AddAfter(row, meeting, 60, at => Verb(row, meeting, Side.Desk, "settle", new { note = row.Note }, at, cancel));
                break;
            default:
                AddAfter(row, meeting, 6 + Spread(row, 6), at => Log(row, meeting, row.By, at, cancel));
                break;
        }
    }

    /// <summary>At the row's own time, or some minutes after the meeting's slot; not if the meeting has moved meanwhile, for then it is on the agenda anew.</summary>
    private void AddAfter(DayRow row, Booked meeting, int minutes, Func<DateTimeOffset, Task> step)
    {
        var due = desk.At(row.At) ?? _slots.End(meeting.Slot).AddMinutes(minutes);
        _agenda.Add(due, at =>
        {
            var moved = row.At is null && _slots.End(meeting.Slot).AddMinutes(minutes) != due;
            return moved ? Task.CompletedTask : step(at);
        });
    }

    /// <summary>Shortly before a slot, unless the meeting has moved meanwhile: puts its course on the agenda.</summary>
    private Task Begin(DayRow row, Booked meeting, DateTimeOffset planned, DateTimeOffset at, CancellationToken cancel)
    {
        var begins = _slots.Start(meeting.Slot);
        if (begins != planned) return Task.CompletedTask;
        var buyerComes = row.LateMinutes > 0 ? begins.AddMinutes(row.LateMinutes) : at.AddSeconds(20 + Spread(row, 100));
        if (row.What != Happening.NoShowSeller)
            _agenda.Add(at.AddSeconds(30 + Spread(row, 120)), t => Verb(row, meeting, Side.Seller, "check-in", new { side = "seller" }, t, cancel));
        if (row.What != Happening.NoShowBuyer)
            _agenda.Add(buyerComes, t => Verb(row, meeting, Side.Buyer, "check-in", new { side = "buyer" }, t, cancel));
        if (row.What == Happening.Held)
        {
            var starts = buyerComes > begins ? buyerComes : begins.AddSeconds(Spread(row, 60));
            _agenda.Add(starts, t => Verb(row, meeting, Side.Seller, "start", null, t, cancel));
            _agenda.Add(_slots.End(meeting.Slot).AddSeconds(-Spread(row, 150)), t => Hold(row, meeting, t, cancel));
        }
        else
        {
            var side = row.What == Happening.NoShowBuyer ? "buyer" : "seller";
            _agenda.Add(begins.AddMinutes(15), t => Verb(row, meeting, row.By, "no-show", new { side }, t, cancel));
        }
        return Task.CompletedTask;
    }

    private async Task Hold(DayRow row, Booked meeting, DateTimeOffset at, CancellationToken cancel)
    {
        await Verb(row, meeting, row.By, "held", null, at, cancel);
        if (row.Log is not null) _agenda.Add(at.AddMinutes(2 + Spread(row, 4)), t => Log(row, meeting, row.By, t, cancel));
    }

    private async Task BookOnSite(DayRow row, int slot, DateTimeOffset at, CancellationToken cancel)
    {
        var pair = row.Pair!.Value;
        var meeting = (await desk.As(row.By, pair, $"/matching/marts/{desk.Mart}/meetings",
            new { buyer = pair.Buyer, seller = pair.Seller, repeat = row.Repeat }, Key(row, "ask"), at, cancel)).Json.GetProperty("meeting").GetGuid();
        var other = row.By == Side.Buyer ? Side.Seller : Side.Buyer;
        await desk.As(other, pair, $"/matching/marts/{desk.Mart}/meetings/{meeting}/accept", new { slot }, Key(row, "accept"), at.AddMinutes(1), cancel);
        Book(pair, new Booked(meeting, slot), cancel);
    }

    private async Task RecordWalkIn(DayRow row, int slot, DateTimeOffset at, CancellationToken cancel)
    {
        var pair = row.Pair!.Value;
        var meeting = (await desk.AsOrganizer($"/matching/marts/{desk.Mart}/meetings/walk-in",
            new { buyer = pair.Buyer, seller = pair.Seller, slot, repeat = row.Repeat }, Key(row, "walk-in"), at, cancel)).Json.GetProperty("meeting").GetGuid();
        Book(pair, new Booked(meeting, slot) { WalkedIn = true }, cancel);
    }

    private async Task Move(DayRow row, Booked meeting, DateTimeOffset at, CancellationToken cancel)
    {
        var slot = await FreeSlot(row, at, cancel);
        await Verb(row, meeting, row.By, "move", new { slot }, at, cancel);
        var state = await desk.Api.Read($"/matching/marts/{desk.Mart}/meetings/{meeting.Id}", cancel);
        meeting.Slot = Number(state, "slot") ?? slot;
        foreach (var later in folder.Day.Where(r => r.Pair == row.Pair && r.Meeting == row.Meeting && r.At is null && !r.Books)) Schedule(later, meeting, cancel);
    }

    private async Task<int> FreeSlot(DayRow row, DateTimeOffset at, CancellationToken cancel)
    {
        var pair = row.Pair!.Value;
        var free = (await desk.Api.Read($"/matching/marts/{desk.Mart}/participants/{pair.Seller}/free-slots?with={pair.Buyer}", cancel))
            .GetProperty("slots").EnumerateArray().Select(s => s.GetInt32()).Where(s => _slots.Start(s) > at.AddMinutes(5)).ToList();
        var liked = row.Slots.Where(free.Contains).Concat(free).ToList();
        return liked.Count > 0 ? liked[0]
            : throw new Client.ServiceException($"day.csv:{row.Line}: {pair} have no free slot left");
    }

    private Task CheckInAtHall(DayRow row, DateTimeOffset at, CancellationToken cancel)
    {
        var (role, company) = row.Buyer is not null ? (Roles.Buyer, row.Buyer) : (Roles.Seller, row.Seller!);
        return desk.Post(role, company, $"/matching/marts/{desk.Mart}/participants/{company}/hall-check-in", null, Key(row, "hall"), at, cancel);
    }

    private Task Log(DayRow row, Booked meeting, Side by, DateTimeOffset at, CancellationToken cancel)
    {
        var log = row.Log!;
        var body = new
        {
            topics = log.Topics, products = log.Products, outcome = Desk.Word(log.Outcome), followUp = log.FollowUp,
            amount = log.Amount is { } a ? new { a.Minor, a.Currency, kind = Desk.Word(a.Kind) } : null,
            note = row.Note.Length == 0 ? null : row.Note,
        };
        var (role, company) = by switch
        {
            Side.Buyer => (Roles.Buyer, row.Buyer),
            Side.Seller => (Roles.Seller, row.Seller),
            _ => (Roles.Organizer, null),
        };
        return desk.Send(HttpMethod.Put, role, company, $"/matching/marts/{desk.Mart}/meetings/{meeting.Id}/log", body, Key(row, "log"), at, cancel);
    }

    private Task Verb(DayRow row, Booked meeting, Side by, string verb, object? body, DateTimeOffset at, CancellationToken cancel) =>
        desk.As(by, row.Pair!.Value, $"/matching/marts/{desk.Mart}/meetings/{meeting.Id}/{verb}", body, Key(row, $"{verb}/{by}"), at, cancel);

    private void Book(Pair pair, Booked meeting, CancellationToken cancel)
    {
        var booked = Of(pair);
        booked.Add(meeting);
        if (!_waiting.Remove((pair, booked.Count), out var rows)) return;
        foreach (var row in rows) Schedule(row, meeting, cancel);
    }

    private List<Booked> Of(Pair pair) => _booked.TryGetValue(pair, out var list) ? list : _booked[pair] = [];

    private static string Key(DayRow row, string what) => $"day/{row.Line.ToString(CultureInfo.InvariantCulture)}/{what}";

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    // A few seconds here and there, the same at every replay: people do not act in step.
    private static int Spread(DayRow row, int most) => row.Line * 7919 % most;
}
