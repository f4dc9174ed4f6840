using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.MartFolders;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Replay;

/// <summary>
/// Sends the replay's writes as the people who made them. Every write has a key made from its row, so a replay that was interrupted
/// can be started again: what was done answers as before, and the rest goes on.
/// </summary>
internal sealed class Desk(MartApi api, MartFolder folder, ReplayWatch watch)
{
    public string Mart => folder.Settings.Mart;

    public MartApi Api => api;

    /// <summary>Sends a write; a refusal ends the replay.</summary>
    public async Task<Reply> Send(HttpMethod method, string role, string? company, string path, object? body, string key, DateTimeOffset? at, CancellationToken cancel)
    {
        var reply = await Try(method, role, company, path, body, key, at, cancel);
        return WasDoneOtherwise(reply)
            ? throw new ServiceException($"{key}: this data folder was played from another version of the mart folder; give --data a new one")
            : MartApi.Expect(reply, $"{key} ({method} {path})");
    }

    public Task<Reply> Post(string role, string? company, string path, object? body, string key, DateTimeOffset? at, CancellationToken cancel) =>
        Send(HttpMethod.Post, role, company, path, body ?? new { }, key, at, cancel);

    public Task<Reply> AsOrganizer(string path, object? body, string key, DateTimeOffset? at, CancellationToken cancel) =>
        Post(Roles.Organizer, null, path, body, key, at, cancel);

    /// <summary>As one side of a pair, or as the desk.</summary>
    public Task<Reply> As(Side side, Pair pair, string path, object? body, string key, DateTimeOffset? at, CancellationToken cancel)
    {
        var (role, company) = Acting(side, pair);
        return Post(role, company, path, body, key, at, cancel);
    }

    /// <summary>The same for a choice among what is free now: one that an earlier start made stands.</summary>
    public async Task Choose(Side side, Pair pair, string path, object body, string key, DateTimeOffset? at, CancellationToken cancel)
    {
        var (role, company) = Acting(side, pair);
        var reply = await Try(HttpMethod.Post, role, company, path, body, key, at, cancel);
        if (!WasDoneOtherwise(reply)) MartApi.Expect(reply, $"{key} (POST {path})");
    }

    /// <summary>Why somebody says no.</summary>
    public static object Why(string reason, string note) => new { reason, note = note.Length == 0 ? null : note };

    /// <summary>The UTC instant of a local time of the folder.</summary>
    public DateTimeOffset At(NodaTime.LocalDateTime local) => folder.At(local);

    public DateTimeOffset? At(NodaTime.LocalDateTime? local) => local is { } known ? folder.At(known) : null;

    /// <summary>The key of a write that a row of the day's script makes.</summary>
    public static string Key(DayRow row, string what) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"day/{row.Line}/{what}");

    public static string Word(Enum value) => System.Text.Json.JsonSerializer.SerializeToElement(value, value.GetType(), FactJson.Options).GetString()!;

    private static bool WasDoneOtherwise(Reply reply) => reply.Refusal == "IdempotencyKeyReused";

    public static (string Role, string? Company) Acting(Side side, Pair pair) => side switch
    {
        Side.Buyer => (Roles.Buyer, pair.Buyer),
        Side.Seller => (Roles.Seller, pair.Seller),
        _ => (Roles.Organizer, null),
    };

    private async Task<Reply> Try(HttpMethod method, string role, string? company, string path, object? body, string key, DateTimeOffset? at, CancellationToken cancel)
    {
        var reply = await api.Call(role, company, new(method, path, body, $"replay/{Mart}/{key}", at), cancel);
        watch.Sent();
        return reply;
    }
}
