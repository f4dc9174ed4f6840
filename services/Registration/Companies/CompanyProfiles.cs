using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Companies;

/// <summary>
/// Keeps a company's profile under its event: one legal body with one name, whatever its roles in the programmes. It lies under another
/// id than the application and so cannot be in the same commit; it follows what was applied for, so that a form that was refused leaves
/// no trace. Describing a company as it already is changes nothing.
/// </summary>
internal sealed class CompanyProfiles(RegistrationLog registration, TimeProvider clock, ILogger<CompanyProfiles> logger)
    : LogSubscriber("company-profiles", registration.Log, clock, logger)
{
    private readonly TimeProvider _clock = clock;

    public static Decision Decide(CompanyDescribed? known, CompanyDescribed asked) =>
        known is not null && Same.Json(known, asked) ? Decision.AlreadyTrue : Decision.Of(asked);

    protected override bool Concerns(RecordedEvent e) => registration.Types.Is<ApplicationMade>(e);

    protected override async Task Handle(RecordedEvent e, CancellationToken cancel)
    {
        var form = (ApplicationMade)registration.Types.Read(e);
        var trip = (await registration.Mart(e.Mart)).State!.Event;
        var outcome = await Deciding.Run(registration.Log, async () =>
        {
            var profile = await registration.Company(trip, form.Company);
            var decision = Decide(profile.State, new(form.Company, form.Names, form.Country, form.Synthetic));
            return decision.Events.Count == 0 ? new Attempt() : new Attempt
            {
                Commit = new Commit(trip, e.At, e.Cause with { Causation = e.Id })
                {
                    Streams = [new(RegistrationLog.CompanyStream(form.Company), profile.Version, decision.Events)],
                },
            };
        }, _clock);
        if (outcome is Outcome.Refused { Refusal: var busy }) throw new InvalidOperationException(busy.Sentence);
    }
}
