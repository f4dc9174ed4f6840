using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TravelMart.ServiceDefaults;

/// <summary>Verifies the short-lived ES256 tokens that Registration issues. Services hold only the public key.</summary>
public class TokenVerifier(ECDsa publicKey)
{
    /// <summary>Who issues tokens.</summary>
    protected const string Issuer = "travelmart-registration";

    /// <summary>Whom tokens are for.</summary>
    protected const string Audience = "travelmart-services";

    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<string, (ClaimsIdentity Identity, DateTime Until)> _valid = new(StringComparer.Ordinal);

    private readonly TokenValidationParameters _rules = new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        IssuerSigningKey = new ECDsaSecurityKey(publicKey),
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ClockSkew = TimeSpan.FromSeconds(30),
    };

    /// <summary>The identity of a token; null for one that is not valid. A token that was found valid is not verified again until it ends.</summary>
    public async Task<ClaimsIdentity?> Verify(string token)
    {
        if (_valid.TryGetValue(token, out var known) && DateTime.UtcNow < known.Until) return known.Identity;
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, _rules);
        if (!result.IsValid) return null;
        var identity = new ClaimsIdentity(result.ClaimsIdentity.Claims, "token", "sub", TokenClaims.Role);
        if (_valid.Count >= MostRemembered) _valid.Clear();
        _valid[token] = (identity, result.SecurityToken.ValidTo);
        return identity;
    }

    /// <summary>A verifier with the public key of a PEM file.</summary>
    public static TokenVerifier FromFile(string publicKeyFile)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(publicKeyFile));
        return new TokenVerifier(key);
    }
}

/// <summary>Issues tokens: held by Registration alone.</summary>
public sealed class TokenIssuer : TokenVerifier
{
    private readonly SigningCredentials _credentials;

    private TokenIssuer(ECDsa key) : base(key) =>
        _credentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256);

    /// <summary>Opens the key pair in a folder, making one (readable by its owner alone) where there is none.</summary>
    public static TokenIssuer OpenOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "token-private.pem");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
        {
            key.ImportFromPem(File.ReadAllText(file));
        }
        else
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, options);
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }
        File.WriteAllText(PublicKeyFile(folder), key.ExportSubjectPublicKeyInfoPem());
        return new TokenIssuer(key);
    }

    /// <summary>The file of the public key in a key folder.</summary>
    public static string PublicKeyFile(string folder) => Path.Combine(folder, "token-public.pem");

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
