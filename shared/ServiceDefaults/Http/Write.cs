using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// One write that came in over HTTP: who asks, under which idempotency key, for whom, and at what time of a rehearsed mart.
/// Endpoints take it as a parameter.
/// </summary>
public sealed class Write
{
    /// <summary>The header with which an organizer, or whoever acts a part in a rehearsal, tells its time (ISO 8601 with offset).</summary>
    public const string MartTimeHeader = "Mart-Time";

    /// <summary>The header with which an organizer names the company acted for.</summary>
    public const string OnBehalfOfHeader = "On-Behalf-Of";

    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private readonly DateTimeOffset? _martTime;
    private readonly TimeProvider _clock;

    private Write(Caller caller, Repeatable.Key key, string? onBehalfOf, DateTimeOffset? martTime, TimeProvider clock)
    {
        (Caller, CommandId, RequestHash, OnBehalfOf) = (caller, key.CommandId, key.RequestHash, onBehalfOf);
        (_martTime, _clock) = (martTime, clock);
    }

    /// <summary>The same write, of somebody for whom a service of ours asks.</summary>
    public Write As(Caller caller) => new(caller, new(CommandId, RequestHash), null, null, _clock);

    /// <summary>Who asks.</summary>
    public Caller Caller { get; }

    /// <summary>Made from caller and idempotency key: the same for every repetition.</summary>
    public Guid CommandId { get; }

    /// <summary>SHA-256 of method, path, query, the company acted for, and body.</summary>
    public string RequestHash { get; }

    /// <summary>The company that an organizer acts for; null otherwise.</summary>
    public string? OnBehalfOf { get; }

    /// <summary>The company that this write is of: the caller's own, or the one that an organizer acts for.</summary>
    public string? Company => Caller.IsOrganizer ? OnBehalfOf : Caller.Company;

    /// <summary>Who and why, for the envelope of events.</summary>
    public Cause Cause => new(CommandId, Caller.Subject, OnBehalfOf, CommandId.ToString(), CommandId, Activity.Current?.Id);

    /// <summary>
    /// The time of this write on the mart's clock: the real time, or for a rehearsed mart what the caller says (its last time if nothing is said).
    /// Null if a time is told to a mart that runs on the real time, or by a caller who may not tell one.
    /// </summary>
    public async Task<DateTimeOffset?> Time(IEventLog log, string mart, bool rehearsal, CancellationToken cancel = default)
    {
        if (_martTime is not null && !(rehearsal && Caller.TellsTime)) return null;
        if (!rehearsal) return _clock.GetUtcNow();
        var last = await log.LastTime(mart, cancel) ?? DateTimeOffset.MinValue;
        return _martTime is { } told && told > last ? told : last;
    }

    /// <summary>The answer to remember with the commit.</summary>
    public Answer Answer(int status, object body) => new(CommandId, RequestHash, status, JsonSerializer.Serialize(body, FactJson.Options));

    /// <summary>Refusal for a time told to a mart that runs on the real time, or by someone whose it is not to tell.</summary>
    public static Refusal ClockIsNotYours { get; } =
        new("ClockIsNotYours", $"Only a rehearsal takes the {MartTimeHeader} header, from its organizer or with a token issued for rehearsing.", StatusCodes.Status403Forbidden);

    /// <summary>Reads the write from a request that the idempotency middleware has already looked at.</summary>
    public static ValueTask<Write?> BindAsync(HttpContext context)
    {
        var caller = Caller.From(context.User);
        var told = context.Request.Headers[MartTimeHeader].ToString();
        DateTimeOffset? time = null;
        if (told.Length > 0)
        {
            // Without an offset the text would be read in the time zone of this machine.
            if (!DateTimeOffset.TryParseExact(told, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
                throw new BadHttpRequestException($"{MartTimeHeader} is not an ISO 8601 instant with an offset");
            time = parsed.ToUniversalTime();
            // The clock of a rehearsal never goes back: one far too late would end it for good.
            if (!Zones.IsLivedIn(time.Value.Year)) throw new BadHttpRequestException($"{MartTimeHeader} is a time of the years 2000 to 2100");
        }
        return ValueTask.FromResult<Write?>(new Write(caller, Repeatable.KeyOf(context), BehalfOf(context.Request), time,
            context.RequestServices.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Why a request may not name the company it names as acted for; null where it may, or names none.</summary>
    internal static Refusal? BehalfRefusal(HttpContext context) =>
        BehalfOf(context.Request) is not { } company ? null
        : !Caller.From(context.User).IsOrganizer ? new("OnBehalfOfIsNotYours", $"Only an organizer acts for others, with the {OnBehalfOfHeader} header.", StatusCodes.Status403Forbidden)
        : !Codes.Company().IsMatch(company) ? Problems.BadRequest("CompanyNotUnderstood", $"{OnBehalfOfHeader} is the id of a company: 1 to 40 letters, digits and hyphens.")
        : null;

    private static string? BehalfOf(HttpRequest request) => request.Headers[OnBehalfOfHeader].ToString() is { Length: > 0 } company ? company : null;
}
