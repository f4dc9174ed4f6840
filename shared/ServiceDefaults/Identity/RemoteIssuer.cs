using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace TravelMart.ServiceDefaults;

/// <summary>Registration, which alone issues tokens, does not answer.</summary>
public sealed class IssuerUnreachableException(Exception cause) : Exception("the issuer of tokens does not answer", cause);

/// <summary>Asks Registration over HTTP. Each question may be repeated: it changes nothing.</summary>
internal sealed class RemoteIssuer(IHttpClientFactory clients, HostSettings settings)
{
    private const string Service = "registration";

    private readonly ResiliencePipeline _patience = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(100),
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TimeoutRejectedException>(),
        })
        .AddTimeout(TimeSpan.FromSeconds(3))
        .Build();

    /// <exception cref="IssuerUnreachableException">It does not answer, or refuses.</exception>
    public async Task<T> Ask<T>(Func<HttpClient, Uri, CancellationToken, Task<T?>> question, CancellationToken cancel)
    {
        using var client = clients.CreateClient("issuer");
        var attempt = 0;
        var addresses = settings.Addresses[Service];
        try
        {
            return await _patience.ExecuteAsync(async stop => await question(client, addresses[attempt++ % addresses.Count], stop), cancel)
                ?? throw new HttpRequestException("an empty answer");
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutRejectedException or System.Text.Json.JsonException)
        {
            throw new IssuerUnreachableException(failure);
        }
    }
}

/// <summary>A public key as Registration publishes it.</summary>
/// <param name="Kid">Its name.</param>
/// <param name="Pem">The key in PEM.</param>
public sealed record PublishedKey(string Kid, string Pem);

/// <summary>Verifies with the keys that Registration publishes, asked for when a token names one that is not known.</summary>
internal sealed class RemoteTokenVerifier(RemoteIssuer issuer, TimeProvider clock) : TokenVerifier, IDisposable
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(10), Respite = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _asking = new(1);
    private IReadOnlyDictionary<string, SecurityKey> _keys = new Dictionary<string, SecurityKey>();
    private DateTimeOffset _asked = DateTimeOffset.MinValue;
    private (IssuerUnreachableException Why, DateTimeOffset Until)? _unreachable;

    public void Dispose() => _asking.Dispose();

    protected override async Task<SecurityKey?> KeyOf(string kid)
    {
        if (_keys.TryGetValue(kid, out var known)) return known;
        await _asking.WaitAsync();
        try
        {
            if (_keys.TryGetValue(kid, out known)) return known;
            // A stranger's made-up key names must not make us ask for each of them.
            if (_keys.Count > 0 && clock.GetUtcNow() - _asked < LeastPause) return null;
            // Whoever waited while it did not answer is told the same, instead of waiting in turn.
            if (_unreachable is { } before && clock.GetUtcNow() < before.Until) throw new IssuerUnreachableException(before.Why);
            var published = await issuer.Ask((http, at, cancel) => http.GetFromJsonAsync<PublishedKey[]>(new Uri(at, "/registration/keys"), cancel), CancellationToken.None);
            _keys = published.ToDictionary(k => k.Kid, k => Import(k), StringComparer.Ordinal);
            _asked = clock.GetUtcNow();
            return _keys.GetValueOrDefault(kid);
        }
        catch (IssuerUnreachableException why) when (why.InnerException is not IssuerUnreachableException)
        {
            _unreachable = (why, clock.GetUtcNow() + Respite);
            throw;
        }
        finally { _asking.Release(); }
    }

    private static SecurityKey Import(PublishedKey published)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(published.Pem);
        return new ECDsaSecurityKey(key) { KeyId = published.Kid };
    }
}

/// <summary>A service's own token, for which it shows Registration the secret that services share.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record ServiceToken(string Token, DateTimeOffset ExpiresAt);

/// <summary>Asks Registration for the token of this service and keeps it until shortly before its end.</summary>
internal sealed class RemoteServiceTokens(RemoteIssuer issuer, HostSettings settings, TimeProvider clock) : IServiceTokens
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private ServiceToken? _current;

    public async Task<string> Obtain(CancellationToken cancel = default)
    {
        if (_current is { } current && current.ExpiresAt - clock.GetUtcNow() > Margin) return current.Token;
        var asked = await issuer.Ask(async (http, at, stop) =>
        {
            using var answer = await http.PostAsJsonAsync(new Uri(at, "/registration/service-tokens"), new { secret = settings.ServiceSecret }, stop);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadFromJsonAsync<ServiceToken>(stop);
        }, cancel);
        _current = asked;
        return asked.Token;
    }
}
