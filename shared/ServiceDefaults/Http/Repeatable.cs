using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Every write carries an <c>Idempotency-Key</c>, scoped to its caller. A repetition gets the first answer again; the same key with
/// another request is refused. Only successes are remembered: a refusal changed nothing, so repeating it decides afresh.
/// </summary>
internal sealed class Repeatable(RequestDelegate next, IReadOnlyList<MountedModule> modules)
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 200;

    public sealed record Key(Guid CommandId, string RequestHash);

    public static Key KeyOf(HttpContext context) => (Key)context.Items[typeof(Key)]!;

    public async Task InvokeAsync(HttpContext context)
    {
        if (Write.BehalfRefusal(context) is { } refusal)
        {
            await Problems.Write(context, refusal);
            return;
        }
        if (!NeedsKey(context))
        {
            context.Items[typeof(Key)] = new Key(Guid.CreateVersion7(), "");
            await next(context);
            return;
        }
        var given = context.Request.Headers[Header].ToString();
        if (given.Length is 0 or > LongestKey)
        {
            await Problems.Write(context, Problems.BadRequest("IdempotencyKeyMissing", $"Every write needs an {Header} header of 1 to {LongestKey} characters."));
            return;
        }
        var body = await Body(context.Request);
        if (!StorableText.Holds(body))
        {
            await Problems.Write(context, Problems.BadRequest("CharacterNotAllowed", "A text of the body holds a zero character or half a character, which no store keeps."));
            return;
        }
        var key = new Key(Ids.From(Caller.From(context.User).Subject, Caller.From(context.User).Mart, given), Hash(context.Request, body));
        context.Items[typeof(Key)] = key;
        if (LogOf(context) is not { } log || await log.FindAnswer(key.CommandId, context.RequestAborted) is not { } answer) await next(context);
        else await Repeat(context, key, answer);
    }

    /// <summary>Writes the answer that was given before, or says that the key was used for something else.</summary>
    public static Task Repeat(HttpContext context, Key key, Answer answer)
    {
        if (answer.RequestHash != key.RequestHash)
            return Problems.Write(context, new("IdempotencyKeyReused", "This idempotency key was used for another request.", StatusCodes.Status422UnprocessableEntity));
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers["Idempotent-Replayed"] = "true";
        return context.Response.WriteAsync(answer.Json, context.RequestAborted);
    }

    private static bool NeedsKey(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        && context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<NoIdempotencyKey>() is null;

    private IEventLog? LogOf(HttpContext context) =>
        modules.FirstOrDefault(m => context.Request.Path.StartsWithSegments("/" + m.Module.Name))?.Log;

    private static async Task<byte[]> Body(HttpRequest request)
    {
        request.EnableBuffering();
        using var whole = new MemoryStream();
        await request.Body.CopyToAsync(whole, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return whole.ToArray();
    }

    private static string Hash(HttpRequest request, byte[] body)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(
            $"{request.Method} {request.Path}{request.QueryString}\n{request.Headers[Write.OnBehalfOfHeader]}\n"));
        sha.AppendData(body);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}

/// <summary>Marks a POST that changes no history and so needs no idempotency key.</summary>
public sealed class NoIdempotencyKey;

/// <summary>How endpoints say so.</summary>
public static class RepeatableExtensions
{
    /// <summary>This POST changes no history.</summary>
    public static TBuilder WithoutIdempotencyKey<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new NoIdempotencyKey());
}
