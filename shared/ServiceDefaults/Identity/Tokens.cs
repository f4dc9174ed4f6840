using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TravelMart.ServiceDefaults;

/// <summary>Verifies the short-lived ES256 tokens that Registration issues. Services hold only public keys.</summary>
public abstract class TokenVerifier
{
    /// <summary>Who issues tokens.</summary>
    protected const string Issuer = "travelmart-registration";

    /// <summary>Whom tokens are for.</summary>
    protected const string Audience = "travelmart-services";

    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<string, (ClaimsIdentity Identity, DateTime Until)> _valid = new(StringComparer.Ordinal);

    /// <summary>The public key of a name that a token gives; null if Registration has no such key.</summary>
    protected abstract Task<SecurityKey?> KeyOf(string kid);

    /// <summary>The identity of a token; null for one that is not valid. A token that was found valid is not verified again until it ends.</summary>
    public async Task<ClaimsIdentity?> Verify(string token)
    {
        if (_valid.TryGetValue(token, out var known) && DateTime.UtcNow < known.Until) return known.Identity;
        var handler = new JsonWebTokenHandler { MapInboundClaims = false };
        if (KeyName(handler, token) is not { Length: > 0 } kid || await KeyOf(kid) is not { } key) return null;
        var result = await handler.ValidateTokenAsync(token, RulesFor(key));
        if (!result.IsValid) return null;
        var identity = new ClaimsIdentity(result.ClaimsIdentity.Claims, "token", "sub", TokenClaims.Role);
        if (_valid.Count >= MostRemembered) _valid.Clear();
        _valid[token] = (identity, result.SecurityToken.ValidTo);
        return identity;
    }

    private static string? KeyName(JsonWebTokenHandler handler, string token)
    {
        try { return handler.CanReadToken(token) ? handler.ReadJsonWebToken(token).Kid : null; }
        catch (ArgumentException) { return null; /* Three parts with dots between them, and no token. */ }
    }

    private static TokenValidationParameters RulesFor(SecurityKey key) => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        IssuerSigningKey = key,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ClockSkew = TimeSpan.FromSeconds(30),
    };
}

/// <summary>Issues tokens: held by Registration alone.</summary>
public sealed class TokenIssuer : TokenVerifier
{
    private readonly SigningCredentials _credentials;
    private readonly ECDsaSecurityKey _key;

    private TokenIssuer(ECDsa key)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
        _key = new ECDsaSecurityKey(key) { KeyId = name };
        _credentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>The public keys with which others verify.</summary>
    public IReadOnlyList<PublishedKey> PublicKeys => [new(_key.KeyId, _key.ECDsa.ExportSubjectPublicKeyInfoPem())];

    /// <summary>Opens the key in a folder, making one (readable by its owner alone) where there is none. Two processes that start at once agree on one.</summary>
    public static TokenIssuer OpenOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "token-private.pem");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (!File.Exists(file)) TryWrite(file, key.ExportPkcs8PrivateKeyPem());
        key.ImportFromPem(File.ReadAllText(file));
        return new TokenIssuer(key);
    }

    /// <inheritdoc />
    protected override Task<SecurityKey?> KeyOf(string kid) => Task.FromResult<SecurityKey?>(kid == _key.KeyId ? _key : null);

    // Written whole beside its place and then linked into it: whoever comes second finds it there.
    private static void TryWrite(string file, string pem)
    {
        var draft = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options)) writer.Write(pem);
        try { File.Move(draft, file, overwrite: false); }
        catch (IOException) when (File.Exists(file)) { File.Delete(draft); }
    }

    /// <summary>A token for a caller.</summary>
    public string Issue(Caller caller, TimeSpan lifetime)
    {
        var claims = new Dictionary<string, object> { ["sub"] = caller.Subject, [TokenClaims.Role] = caller.Role, [TokenClaims.Mart] = caller.Mart };
        if (caller.Company is not null) claims[TokenClaims.Company] = caller.Company;
        if (caller.Rehearses) claims[TokenClaims.Rehearses] = true;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = claims,
            Expires = DateTime.UtcNow + lifetime,
            SigningCredentials = _credentials,
        });
    }
}
