using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.Registration.Delegates;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Vetting;

/// <summary>A reason is about a company and becomes part of history, so it must not name a person.</summary>
internal sealed record ReasonRequest(string? Reason);

internal static class Reasons
{
    private const int Longest = 300;

    public static (string Reason, Refusal? Wrong) Check(ReasonRequest request, IEnumerable<DelegateData> persons)
    {
        var errors = new FieldErrors();
        var reason = errors.Text("reason", request.Reason, Longest);
        if (errors.AsRefusal("ReasonNotValid", "Say why, in one sentence.") is { } wrong) return (reason, wrong);
        return (reason, NamesAPerson(reason, persons)
            ? Problems.BadRequest("ReasonNamesAPerson", "A reason stays in history for good: leave out names and addresses of persons.")
            : null);
    }

    public static async Task<(string Reason, Refusal? Wrong)> Check(ReasonRequest request, IEventLog log, Known known) =>
        Check(request, (await DelegateData.Of(log, known.Mart.Mart, known.Application)).Select(p => p.Data));

    private static bool NamesAPerson(string reason, IEnumerable<DelegateData> persons) =>
        reason.Contains('@') || persons.Any(p => Mentions(reason, p.Name) || (p.Phone is { } phone && Mentions(reason, phone)));

    private static bool Mentions(string reason, string personal) => Folding.Fold(reason).Contains(Folding.Fold(personal), StringComparison.Ordinal);
}
