using System.Globalization;
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
    private MeetingCourse _course = null!;

    /// <summary>Rows of the script that found no booked meeting to happen to.</summary>
    public IReadOnlyList<DayRow> Unmatched => [.. _waiting.Values.SelectMany(rows => rows).OrderBy(r => r.Line)];

    public async Task Run(CancellationToken cancel)
    {
        var mart = await desk.Api.Read($"/matching/marts/{desk.Mart}", cancel);
        pace.GoOnFrom(mart.GetProperty("now").GetDateTimeOffset());
        _slots = new Timetable(mart);
        _course = new MeetingCourse(folder, desk, _slots, _agenda);
        await ReadBookings(cancel);
        AddClock(cancel);
        foreach (var row in folder.Day) Add(row, cancel);
        AddOnTheSpot(cancel);
        AddSeals(cancel);
        watch.Act($"The mart day, {pace}", _agenda.Count);
        while (_agenda.TryTake(out var at, out var step))
        {
            if (StandsStill(at)) return;
            if (IsDay(at)) await pace.Until(at, cancel);
            await step(at);
            watch.Say($"The mart day, {pace}: {at.Clock(folder.Settings.Zone.Id)}");
            watch.Step();
        }
    }

    private bool StandsStill(DateTimeOffset at)
    {
        var zone = folder.Settings.Zone.Id;
        return pace.StopsAt is { } time && at >= Zones.ToInstant(DateOnly.FromDateTime(_slots.Start(0).In(zone).Date), time, zone);
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
        if (booked.Count >= row.Meeting) _course.Add(row, booked[row.Meeting - 1], cancel);
        else if (_waiting.TryGetValue((row.Pair.Value, row.Meeting), out var rows)) rows.Add(row);
        else _waiting[(row.Pair.Value, row.Meeting)] = [row];
    }

    private async Task BookOnSite(DayRow row, int slot, DateTimeOffset at, CancellationToken cancel)
    {
        var pair = row.Pair!.Value;
        var meeting = (await desk.As(row.By, pair, $"/matching/marts/{desk.Mart}/meetings",
            new { buyer = pair.Buyer, seller = pair.Seller, repeat = row.Repeat }, Desk.Key(row, "ask"), at, cancel)).Json.GetProperty("meeting").GetGuid();
        var other = row.By == Side.Buyer ? Side.Seller : Side.Buyer;
        await desk.As(other, pair, $"/matching/marts/{desk.Mart}/meetings/{meeting}/accept", new { slot }, Desk.Key(row, "accept"), at.AddMinutes(1), cancel);
        Book(pair, new Booked(meeting, slot), cancel);
    }

    private async Task RecordWalkIn(DayRow row, int slot, DateTimeOffset at, CancellationToken cancel)
    {
        var pair = row.Pair!.Value;
        var meeting = (await desk.AsOrganizer($"/matching/marts/{desk.Mart}/meetings/walk-in",
            new { buyer = pair.Buyer, seller = pair.Seller, slot, repeat = row.Repeat }, Desk.Key(row, "walk-in"), at, cancel)).Json.GetProperty("meeting").GetGuid();
        Book(pair, new Booked(meeting, slot) { WalkedIn = true }, cancel);
    }

    private Task CheckInAtHall(DayRow row, DateTimeOffset at, CancellationToken cancel)
    {
        var (role, company) = row.Buyer is not null ? (Roles.Buyer, row.Buyer) : (Roles.Seller, row.Seller!);
        return desk.Post(role, company, $"/matching/marts/{desk.Mart}/participants/{company}/hall-check-in", null, Desk.Key(row, "hall"), at, cancel);
    }

    private void Book(Pair pair, Booked meeting, CancellationToken cancel)
    {
        var booked = Of(pair);
        booked.Add(meeting);
        if (!_waiting.Remove((pair, booked.Count), out var rows)) return;
        foreach (var row in rows) _course.Add(row, meeting, cancel);
    }

    private List<Booked> Of(Pair pair) => _booked.TryGetValue(pair, out var list) ? list : _booked[pair] = [];
}
