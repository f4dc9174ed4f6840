using TravelMart.CommandLine.MartFolders;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Replay;

/// <summary>The weeks before the day: the mart opens, companies apply and are vetted, stands and products go up, wishes and requests come in, a plan is published.</summary>
internal sealed class Preparation(MartFolder folder, Desk desk, ReplayWatch watch)
{
    private readonly string _mart = folder.Settings.Mart;

    public async Task Run(CancellationToken cancel)
    {
        await Open(cancel);
        await Vet(cancel);
        await desk.Api.Settle(cancel);
        await FillCatalogue(cancel);
        await WishAndAsk(cancel);
        await Plan(cancel);
    }

    private async Task Open(CancellationToken cancel)
    {
        watch.Act("The event and its mart open", 2);
        var opened = desk.At(folder.Settings.Phases.ApplicationsOpen);
        await desk.AsOrganizer("/registration/events", folder.Event, "event", opened, cancel);
        watch.Step();
        await desk.AsOrganizer("/registration/marts", folder.Mart, "mart", opened, cancel);
        watch.Step();
    }

    private async Task Vet(CancellationToken cancel)
    {
        watch.Act($"{folder.Companies.Count} companies apply and are vetted", folder.Companies.Count * 2);
        var opened = desk.At(folder.Settings.Phases.ApplicationsOpen);
        var steps = folder.Companies.SelectMany(c => new (DateTimeOffset At, Func<DateTimeOffset, Task> Do)[]
        {
            (desk.At(c.AppliedAt) ?? opened, at => Apply(c, at, cancel)),
            (desk.At(c.DecidedAt) ?? opened.AddDays(1), at => Decide(c, at, cancel)),
        });
        foreach (var (at, step) in steps.OrderBy(s => s.At))
        {
            await step(at);
            watch.Step();
        }
    }

    private Task Apply(FolderCompany c, DateTimeOffset at, CancellationToken cancel) =>
        desk.Post(c.Role == Role.Buyer ? Roles.Buyer : Roles.Seller, c.Id, $"/registration/marts/{_mart}/companies", new
        {
            company = c.Id,
            role = Desk.Word(c.Role),
            names = c.Names,
            category = c.Category,
            country = c.Country,
            languages = c.Languages,
            capacity = c.Capacity,
            synthetic = c.Synthetic,
            delegates = c.Delegates.Select(d => new { name = d.Name, email = d.Email, languages = new[] { d.Language } }),
        }, $"apply/{c.Id}", at, cancel);

    private Task Decide(FolderCompany c, DateTimeOffset at, CancellationToken cancel)
    {
        var path = $"/registration/marts/{_mart}/companies/{c.Id}/{Desk.Word(c.Decision)}";
        return desk.AsOrganizer(path, c.Decision == Decision.Approve ? new { stand = c.Stand } : new { reason = c.Reason, note = c.Note }, $"decide/{c.Id}", at, cancel);
    }

    private async Task FillCatalogue(CancellationToken cancel)
    {
        var sellers = folder.Approved.Where(c => c.Role == Role.Seller).ToList();
        watch.Act($"{sellers.Count} stands and {folder.Products.Count} products go up", sellers.Count + folder.Products.Count);
        foreach (var seller in sellers)
        {
            var stand = $"/catalogue/marts/{_mart}/stands/{seller.Id}";
            await desk.Send(HttpMethod.Put, Roles.Seller, seller.Id, stand, new { profiles = seller.Names }, $"stand/{seller.Id}", null, cancel);
            watch.Step();
            foreach (var p in folder.Products.Where(p => p.Company == seller.Id))
            {
                await desk.Send(HttpMethod.Put, Roles.Seller, seller.Id, $"{stand}/products/{p.Id}", new
                {
                    titles = p.Titles,
                    texts = p.Texts,
                    priceFromMinor = p.PriceFromMinor,
                    priceToMinor = p.PriceToMinor,
                    currency = p.Currency,
                    tags = p.Tags,
                }, $"product/{seller.Id}/{p.Id}", null, cancel);
                watch.Step();
            }
        }
    }

    private async Task WishAndAsk(CancellationToken cancel)
    {
        var closing = desk.At(folder.Settings.Phases.WishesClose).AddMinutes(-1);
        var blocked = folder.Approved.Where(c => c.BlockedSlots.Count > 0).ToList();
        watch.Act($"{folder.Wishes.Count} wishes, {folder.Requests.Count} requests", blocked.Count + folder.Wishes.Count + folder.Requests.Count);
        foreach (var company in blocked)
        {
            await desk.Send(HttpMethod.Put, company.Role == Role.Buyer ? Roles.Buyer : Roles.Seller, company.Id,
                $"/matching/marts/{_mart}/participants/{company.Id}/availability", new { blockedSlots = company.BlockedSlots }, $"blocked/{company.Id}", null, cancel);
            watch.Step();
        }
        var requests = new Requests(desk, folder.Settings.RequestExpiryMinutes);
        var steps = folder.Wishes.Select(w => (At: desk.At(w.StatedAt) ?? closing, Do: (Func<DateTimeOffset, Task>)(at => State(w, at, cancel))))
            .Concat(folder.Requests.SelectMany(r => requests.Steps(r, cancel)));
        foreach (var (at, step) in steps.OrderBy(s => s.At))
        {
            await step(at);
            watch.Step();
        }
    }

    private Task State(FolderWish w, DateTimeOffset at, CancellationToken cancel) =>
        desk.Send(HttpMethod.Put, w.FromRole == Role.Buyer ? Roles.Buyer : Roles.Seller, w.From, $"/matching/marts/{_mart}/wishes/{w.From}/{w.About}",
            new { strength = Desk.Word(w.Strength), rank = w.Rank, note = w.Note.Length == 0 ? null : w.Note }, $"wish/{w.From}/{w.About}", at, cancel);

    private async Task Plan(CancellationToken cancel)
    {
        watch.Act("The organizer drafts two plans, compares them and publishes one", 3);
        var at = desk.At(folder.Settings.Phases.WishesClose).AddHours(1);
        var first = (await desk.AsOrganizer($"/matching/marts/{_mart}/plans", new { seed = 1 }, "plan/1", at, cancel)).Json;
        watch.Step();
        var second = (await desk.AsOrganizer($"/matching/marts/{_mart}/plans", new { seed = 2 }, "plan/2", at.AddMinutes(1), cancel)).Json;
        watch.Step();
        var better = Value(second).CompareTo(Value(first)) > 0 ? second : first;
        await desk.AsOrganizer($"/matching/marts/{_mart}/plans/{better.GetProperty("plan").GetGuid()}/publish", null, "publish", at.AddHours(1), cancel);
        await Published(better.GetProperty("plan").GetGuid(), cancel);
        watch.Step();

        static (long, int) Value(System.Text.Json.JsonElement plan) => (plan.GetProperty("weight").GetInt64(), plan.GetProperty("placed").GetInt32());
    }

    private async Task Published(Guid plan, CancellationToken cancel)
    {
        while (true)
        {
            var state = await desk.Api.Read($"/matching/marts/{_mart}/plans/{plan}", cancel);
            if (state.GetProperty("summary").GetProperty("isSettled").GetBoolean()) return;
            await Task.Delay(100, cancel);
        }
    }
}
