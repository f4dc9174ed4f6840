using Microsoft.AspNetCore.Http;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.Registration.Events;
using TravelMart.Registration.Marts;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration;

/// <summary>
/// The service's log with the streams that slices read. Facts about an event lie under the event's id, facts about a mart and its
/// applications under the mart's id, so that a mart's history is whole by itself.
/// </summary>
internal sealed record RegistrationLog(IEventLog Log, EventTypes Types)
{
    public const string EventStream = "event";
    public const string MartStream = "mart";

    public static string ApplicationStream(string company) => $"application-{company}";

    public static string CompanyStream(string company) => $"company-{company}";

    public Task<Versioned<EventOpened?>> Event(string id) =>
        Log.Load<EventOpened?>(Types, id, EventStream, null, (state, fact) => fact as EventOpened ?? state);

    /// <summary>A mart with its phases where they are now.</summary>
    public Task<Versioned<MartOpened?>> Mart(string id) =>
        Log.Load<MartOpened?>(Types, id, MartStream, null, (state, fact) => fact is PhasesMoved moved ? state?.With(moved) : fact as MartOpened ?? state);

    /// <summary>A mart as its form was.</summary>
    public Task<Versioned<MartOpened?>> MartAsOpened(string id) =>
        Log.Load<MartOpened?>(Types, id, MartStream, null, (state, fact) => fact as MartOpened ?? state);

    public Task<Versioned<Application>> Application(string mart, string company) =>
        Log.Load(Types, mart, ApplicationStream(company), Companies.Application.None, Companies.Application.Evolve);

    public Task<Versioned<CompanyDescribed?>> Company(string trip, string company) =>
        Log.Load<CompanyDescribed?>(Types, trip, CompanyStream(company), null, (state, fact) => fact as CompanyDescribed ?? state);
}

/// <summary>Refusals that several features share.</summary>
internal static class Refusals
{
    public static Refusal MartUnknown(string mart) => new("MartUnknown", $"There is no mart {mart}.", StatusCodes.Status404NotFound);

    public static Refusal EventUnknown(string id) => new("EventUnknown", $"There is no event {id}.", StatusCodes.Status404NotFound);

    public static Refusal CompanyUnknown(string company) =>
        new("CompanyUnknown", $"Company {company} has not applied to this mart.", StatusCodes.Status404NotFound);
}
