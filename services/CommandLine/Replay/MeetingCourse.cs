using TravelMart.CommandLine.MartFolders;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Replay;

/// <summary>What happens to one booked meeting: who comes when, how it ends, what is written down about it, and where it moves.</summary>
internal sealed class MeetingCourse(MartFolder folder, Desk desk, Timetable slots, Agenda agenda)
{
    /// <summary>Puts a row of the script on the agenda, at the time that its meeting's slot gives it.</summary>
    public void Add(DayRow row, Booked meeting, CancellationToken cancel)
    {
        var begins = slots.Start(meeting.Slot);
        var ends = slots.End(meeting.Slot);
        switch (row.What)
        {
            case Happening.Held when meeting.WalkedIn:
                agenda.Add(desk.At(row.At) ?? ends, at => Hold(row, meeting, at, cancel));
                break;
            case Happening.Held or Happening.NoShowBuyer or Happening.NoShowSeller:
                agenda.Add(begins.AddMinutes(-3), at => Begin(row, meeting, begins, at, cancel));
                break;
            case Happening.Cancel:
                agenda.Add(desk.At(row.At) ?? begins.AddMinutes(-30), at => Verb(row, meeting, row.By, "cancel", Desk.Why(row.Reason, row.Note), at, cancel));
                break;
            case Happening.Move:
                agenda.Add(desk.At(row.At) ?? begins.AddMinutes(-30), at => Move(row, meeting, at, cancel));
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
        var due = desk.At(row.At) ?? slots.End(meeting.Slot).AddMinutes(minutes);
        agenda.Add(due, at =>
        {
            var moved = row.At is null && slots.End(meeting.Slot).AddMinutes(minutes) != due;
            return moved ? Task.CompletedTask : step(at);
        });
    }

    /// <summary>Shortly before a slot, unless the meeting has moved meanwhile: puts its course on the agenda.</summary>
    private Task Begin(DayRow row, Booked meeting, DateTimeOffset planned, DateTimeOffset at, CancellationToken cancel)
    {
        var begins = slots.Start(meeting.Slot);
        if (begins != planned) return Task.CompletedTask;
        var buyerComes = row.LateMinutes > 0 ? begins.AddMinutes(row.LateMinutes) : at.AddSeconds(20 + Spread(row, 100));
        if (row.What != Happening.NoShowSeller)
            agenda.Add(at.AddSeconds(30 + Spread(row, 120)), t => Verb(row, meeting, Side.Seller, "check-in", new { side = "seller" }, t, cancel));
        if (row.What != Happening.NoShowBuyer)
            agenda.Add(buyerComes, t => Verb(row, meeting, Side.Buyer, "check-in", new { side = "buyer" }, t, cancel));
        if (row.What == Happening.Held)
        {
            var starts = buyerComes > begins ? buyerComes : begins.AddSeconds(Spread(row, 60));
            agenda.Add(starts, t => Verb(row, meeting, Side.Seller, "start", null, t, cancel));
            agenda.Add(slots.End(meeting.Slot).AddSeconds(-Spread(row, 150)), t => Hold(row, meeting, t, cancel));
        }
        else
        {
            var side = row.What == Happening.NoShowBuyer ? "buyer" : "seller";
            agenda.Add(begins.AddMinutes(15), t => Verb(row, meeting, row.By, "no-show", new { side }, t, cancel));
        }
        return Task.CompletedTask;
    }

    private async Task Hold(DayRow row, Booked meeting, DateTimeOffset at, CancellationToken cancel)
    {
        await Verb(row, meeting, row.By, "held", null, at, cancel);
        if (row.Log is not null) agenda.Add(at.AddMinutes(2 + Spread(row, 4)), t => Log(row, meeting, row.By, t, cancel));
    }

    private async Task Move(DayRow row, Booked meeting, DateTimeOffset at, CancellationToken cancel)
    {
        var slot = await FreeSlot(row, meeting, at, cancel);
        var path = $"/matching/marts/{desk.Mart}/meetings/{meeting.Id}";
        await desk.Choose(row.By, row.Pair!.Value, $"{path}/move", new { slot }, Desk.Key(row, $"move/{row.By}"), at, cancel);
        var state = await desk.Api.Read(path, cancel);
        meeting.Slot = state.GetProperty("slot").GetInt32();
        foreach (var later in folder.Day.Where(r => r.Pair == row.Pair && r.Meeting == row.Meeting && r.At is null && !r.Books)) Add(later, meeting, cancel);
    }

    // Where none is free, the service says why; or that an earlier replay had moved the meeting already.
    private async Task<int> FreeSlot(DayRow row, Booked meeting, DateTimeOffset at, CancellationToken cancel)
    {
        var pair = row.Pair!.Value;
        var free = (await desk.Api.Read($"/matching/marts/{desk.Mart}/participants/{pair.Seller}/free-slots?with={pair.Buyer}&repeat=true", cancel))
            .GetProperty("slots").EnumerateArray().Select(s => s.GetInt32()).ToHashSet();
        var later = Enumerable.Range(0, slots.Count).Where(s => s != meeting.Slot && slots.Start(s) > at.AddMinutes(5)).ToList();
        var liked = row.Slots.Where(s => later.Contains(s) && free.Contains(s)).Concat(later.Where(free.Contains)).Concat(later).ToList();
        return liked.Count > 0 ? liked[0]
            : throw new Client.ServiceException($"day.csv:{row.Line}: {pair} have no slot left");
    }

    private Task Log(DayRow row, Booked meeting, Side by, DateTimeOffset at, CancellationToken cancel)
    {
        var log = row.Log!;
        var body = new
        {
            topics = log.Topics,
            products = log.Products,
            outcome = Desk.Word(log.Outcome),
            followUp = log.FollowUp,
            amount = log.Amount is { } a ? new { a.Minor, a.Currency, kind = Desk.Word(a.Kind) } : null,
            note = row.Note.Length == 0 ? null : row.Note,
        };
        var (role, company) = Desk.Acting(by, row.Pair!.Value);
        return desk.Send(HttpMethod.Put, role, company, $"/matching/marts/{desk.Mart}/meetings/{meeting.Id}/log", body, Desk.Key(row, "log"), at, cancel);
    }

    private Task Verb(DayRow row, Booked meeting, Side by, string verb, object? body, DateTimeOffset at, CancellationToken cancel) =>
        desk.As(by, row.Pair!.Value, $"/matching/marts/{desk.Mart}/meetings/{meeting.Id}/{verb}", body, Desk.Key(row, $"{verb}/{by}"), at, cancel);

    // A few seconds here and there, the same at every replay: people do not act in step.
    private static int Spread(DayRow row, int most) => row.Line * 7919 % most;
}
