using NodaTime;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>Reads requests.csv: one row tells a request from asking to its end.</summary>
internal static class RequestsReader
{
    private static readonly string[] Required = ["buyer", "seller", "by", "asked_at", "answer"];

    private static readonly string[] Optional =
    [
        "preferred_slots", "answer_slots", "answered_at", "reason", "note", "final_answer", "final_slot", "final_at", "repeat",
    ];

    /// <summary>The requests; empty, with a report, where the file cannot be used.</summary>
    public static IReadOnlyList<FolderRequest> Read(
        string folder, MartSettings? settings, FolderParties parties, IReadOnlyList<FolderWish> wishes, FolderErrors errors)
    {
        var requests = new List<FolderRequest>();
        var checks = new BookingChecks(parties, wishes);
        foreach (var row in CsvTable.Read(folder, "requests.csv", Required, Optional, errors).Rows)
        {
            if (Request(row, settings, parties) is { } request)
            {
                checks.Add(row, request);
                requests.Add(request);
            }
        }

        return requests;
    }

    private static FolderRequest? Request(CsvRow row, MartSettings? settings, FolderParties parties)
    {
        var pair = parties.NamedPair(row);
        var by = row.Word<Side>("by", among: [Side.Buyer, Side.Seller]);
        row.Text("asked_at");
        var asked = row.Moment("asked_at", settings);
        var answer = row.Word<Answer>("answer");
        var count = settings?.Grid.Slots.Count;
        var preferred = row.Slots("preferred_slots", count);
        var slots = row.Slots("answer_slots", count);
        var answered = row.Moment("answered_at", settings);
        var repeat = row.Yes("repeat");
        var close = Close(row, settings, answer, slots);
        if (answer is not null)
        {
            AnswerFits(row, answer.Value, slots.Count);
        }

        InTime(row, settings, asked, answered, close?.At);
        return pair is null || by is null || asked is null || answer is null || (answer == Answer.Accept && slots.Count != 1)
            ? null
            : new FolderRequest(
                row.Line, pair.Value, by.Value, asked.Value, preferred, answer.Value, slots, answered, row["reason"], row["note"], close, repeat);
    }

    private static void AnswerFits(CsvRow row, Answer answer, int slots)
    {
        var word = Words.Write(answer);
        if (answer == Answer.Accept && slots != 1)
        {
            row.Wrong("answer_slots", "holds the one slot that is accepted");
        }

        if (answer == Answer.Offer && slots == 0)
        {
            row.Wrong("answer_slots", "is empty; an offer puts slots forward");
        }

        if (answer is Answer.Decline or Answer.Expire or Answer.Withdraw && row.Has("answer_slots"))
        {
            row.Wrong("answer_slots", $"does not go with {word}");
        }

        if (answer == Answer.Expire ? row.Has("answered_at") : !row.Has("answered_at"))
        {
            row.Wrong("answered_at", answer == Answer.Expire ? "does not go with expire: the clock tells" : "is empty");
        }

        var refuses = answer is Answer.Decline or Answer.Withdraw || row["final_answer"] == "decline";
        if (refuses && !row.Has("reason"))
        {
            row.Wrong("reason", "is empty; the other side is told why");
        }
        else if (refuses)
        {
            row.Coded("reason", TextShape.ReasonFault);
        }

        foreach (var column in new[] { "reason", "note" }.Where(c => !refuses && row.Has(c)))
        {
            row.Wrong(column, "goes with a step that declines or withdraws only");
        }

        foreach (var column in new[] { "final_answer", "final_slot", "final_at" }.Where(c => answer != Answer.Offer && row.Has(c)))
        {
            row.Wrong(column, $"goes with an offer only, not with {word}");
        }
    }

    private static OfferClose? Close(CsvRow row, MartSettings? settings, Answer? answer, IReadOnlyList<int> offered)
    {
        if (answer != Answer.Offer)
        {
            return null;
        }

        var final = row.Word<Answer>("final_answer", among: [Answer.Accept, Answer.Decline, Answer.Expire]);
        var slots = row.Slots("final_slot", settings?.Grid.Slots.Count);
        if (final == Answer.Accept && (slots.Count != 1 || !offered.Contains(slots[0])))
        {
            row.Wrong("final_slot", "holds the one slot that is taken out of answer_slots");
        }

        if (final != Answer.Accept && row.Has("final_slot"))
        {
            row.Wrong("final_slot", "goes with accept only");
        }

        if (final == Answer.Expire ? row.Has("final_at") : !row.Has("final_at"))
        {
            row.Wrong("final_at", final == Answer.Expire ? "does not go with expire: the clock tells" : "is empty");
        }

        return final is null
            ? null
            : new OfferClose(final.Value, slots.Count == 1 ? slots[0] : null, row.Moment("final_at", settings));
    }

    private static void InTime(CsvRow row, MartSettings? settings, LocalDateTime? asked, LocalDateTime? answered, LocalDateTime? closed)
    {
        if (settings is null)
        {
            return;
        }

        (string Column, LocalDateTime? At)[] steps = [("asked_at", asked), ("answered_at", answered), ("final_at", closed)];
        foreach (var (column, at) in steps)
        {
            if (at < settings.Phases.ApplicationsOpen || at >= settings.Phases.Opens)
            {
                row.Wrong(column, $"\"{row[column]}\" is not before the mart opens, or before applications do; the day itself is told in day.csv");
            }
        }

        for (var i = 1; i < steps.Length; i++)
        {
            if (steps[i].At < steps[i - 1].At)
            {
                row.Wrong(steps[i].Column, $"\"{row[steps[i].Column]}\" is before {steps[i - 1].Column}");
            }

            if (steps[i].At is { } late && steps[i - 1].At is { } start && late >= start.PlusMinutes(settings.RequestExpiryMinutes))
            {
                row.Wrong(steps[i].Column, $"\"{row[steps[i].Column]}\" is too late: requests wait {settings.RequestExpiryMinutes} minutes");
            }
        }
    }
}
