using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Companies;

/// <summary>
/// Keeps a company's profile under its event: one legal body with one name, whatever its roles in the programmes. It is a commit of its
/// own before the application's, because it lies under another id; describing a company as it already is changes nothing, so a crash
/// between the two is cured by the repetition.
/// </summary>
internal sealed class CompanyProfiles(RegistrationLog registration, TimeProvider clock)
{
    public static Decision Decide(CompanyDescribed? known, CompanyDescribed asked) =>
        known is not null && Same.Json(known, asked) ? Decision.AlreadyTrue : Decision.Of(asked);

    public async Task Describe(Write write, Known known, ApplicationMade form)
    {
        var asked = new CompanyDescribed(form.Company, form.Names, form.Country, form.Synthetic);
        var outcome = await Deciding.Run(registration.Log, async () =>
        {
            var profile = await registration.Company(known.Mart.Event, form.Company);
            var decision = Decide(profile.State, asked);
            if (decision.Events.Count == 0) return new Attempt();
            return new Attempt
            {
                Commit = new Commit(known.Mart.Event, known.At, write.CauseFor(form.Company))
                {
                    Streams = [new(RegistrationLog.CompanyStream(form.Company), profile.Version, decision.Events)],
                },
            };
        }, clock);
        if (outcome is Outcome.Refused refused) throw new InvalidOperationException(refused.Refusal.Name);
    }
}
