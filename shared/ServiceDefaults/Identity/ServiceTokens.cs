namespace TravelMart.ServiceDefaults;

/// <summary>Where a service gets the token with which it calls another one.</summary>
public interface IServiceTokens
{
    /// <summary>A token that is valid for at least a minute.</summary>
    Task<string> Obtain(CancellationToken cancel = default);
}

/// <summary>Issues the token itself: for a process that holds the private key because Registration lives in it.</summary>
internal sealed class OwnServiceTokens(TokenIssuer issuer) : IServiceTokens
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public Task<string> Obtain(CancellationToken cancel = default) =>
        Task.FromResult(issuer.Issue(new Caller(Roles.Service, "*", null), Lifetime));
}
