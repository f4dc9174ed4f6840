using TravelMart.CommandLine.MartFolders;

namespace TravelMart.CommandLine.Replay;

/// <summary>A meeting asked for by hand, step by step: asked, answered, and where slots were offered, closed.</summary>
internal sealed class Requests(Desk desk, int expiryMinutes)
{
    public IEnumerable<(DateTimeOffset At, Func<DateTimeOffset, Task> Do)> Steps(FolderRequest r, CancellationToken cancel)
    {
        var key = $"request/{r.Line}";
        Guid meeting = default;
        yield return (desk.At(r.AskedAt), async at => meeting = await Ask(r, key, at, cancel));
        if (r.AnsweredAt is { } answered) yield return (desk.At(answered), at => Answer(r, meeting, key, at, cancel));
        if (r.Close is { At: { } closed }) yield return (desk.At(closed), at => Close(r, meeting, key, at, cancel));
        if (r.AnsweredAt is null || r.Close is { At: null })
            yield return ((desk.At(r.AnsweredAt) ?? desk.At(r.AskedAt)).AddMinutes(expiryMinutes + 1),
                at => desk.AsOrganizer($"/matching/marts/{desk.Mart}/clock", null, key + "/lapse", at, cancel));
    }

    private async Task<Guid> Ask(FolderRequest r, string key, DateTimeOffset at, CancellationToken cancel) =>
        (await desk.As(r.By, r.Pair, $"/matching/marts/{desk.Mart}/meetings", new
        {
            buyer = r.Pair.Buyer,
            seller = r.Pair.Seller,
            preferredSlots = r.PreferredSlots,
            repeat = r.Repeat,
        }, key, at, cancel)).Json.GetProperty("meeting").GetGuid();

    private Task Answer(FolderRequest r, Guid meeting, string key, DateTimeOffset at, CancellationToken cancel)
    {
        var path = $"/matching/marts/{desk.Mart}/meetings/{meeting}/";
        return r.Answer switch
        {
            MartFolders.Answer.Accept => desk.As(r.Asked, r.Pair, path + "accept", new { slot = r.AnswerSlots[0] }, key + "/accept", at, cancel),
            MartFolders.Answer.Offer => desk.As(r.Asked, r.Pair, path + "offer", new { slots = r.AnswerSlots }, key + "/offer", at, cancel),
            MartFolders.Answer.Decline => desk.As(r.Asked, r.Pair, path + "decline", Desk.Why(r.Reason, r.Note), key + "/decline", at, cancel),
            _ => desk.As(r.By, r.Pair, path + "withdraw", Desk.Why(r.Reason, r.Note), key + "/withdraw", at, cancel),
        };
    }

    private Task Close(FolderRequest r, Guid meeting, string key, DateTimeOffset at, CancellationToken cancel)
    {
        var path = $"/matching/marts/{desk.Mart}/meetings/{meeting}/";
        return r.Close!.Answer == MartFolders.Answer.Accept
            ? desk.As(r.By, r.Pair, path + "accept", new { slot = r.Close.Slot }, key + "/close", at, cancel)
            : desk.As(r.By, r.Pair, path + "decline", Desk.Why(r.Reason, r.Note), key + "/close", at, cancel);
    }
}
