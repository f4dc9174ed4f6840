using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Accounts;
using TravelMart.Registration.Delegates;
using TravelMart.Registration.Mail;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Companies;

// Why: a company that nobody invited fills in a form on the web. It gets an id, its application waits for the organizer like any other, and the person
// who wrote it gets a mail: whoever opens its link has shown that the address is theirs, and sees from then on how the application stands.

internal sealed record OnlineApplication(string? Role, IReadOnlyDictionary<string, string?>? Names, string? Category, string? Country, IReadOnlyList<string?>? Languages,
    int? Capacity, DelegateRequest? Contact, string? Language, IReadOnlyList<string?>? Interests = null);

internal static class ApplyOnline
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/applications", Post).Allow(Roles.Service).RequireRateLimiting(RateLimits.SignIn).ExcludeFromDescription()
            .WithSummary("A company that has no account yet asks to take part in a mart; a mail goes out");

    private static async Task<IResult> Post(string mart, OnlineApplication request, Write write, ApplicationSlice slice, RegistrationLog registration, Desk desk, Letters letters, CancellationToken cancel)
    {
        var role = request.Role == Roles.Seller ? Roles.Seller : Roles.Buyer;
        var company = $"{(role == Roles.Seller ? 'S' : 'B')}-{Ids.From("applicant", write.CommandId.ToString()).ToString("N")[..8].ToUpperInvariant()}";
        var result = await Apply.Post(mart, new(company, role, request.Names, request.Category, request.Country, request.Languages, request.Capacity, [request.Contact], Interests: request.Interests),
            write.As(new Caller(role, mart, company)), slice);
        if ((await registration.Application(mart, company)).State.Standing == Standing.Applied)
            await Invite.Send(desk, letters, "application", request.Contact!.Email!.Trim(), mart, role, company, request.Language, cancel);
        return result;
    }
}
