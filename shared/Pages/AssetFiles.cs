using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Pages;

/// <summary>Style sheets, scripts and pictures from inside the program, the shared ones and a service's own. Their addresses carry a hash, so they may be kept for a year.</summary>
/// <param name="service">The service's name, which its addresses begin with.</param>
/// <param name="own">The service's program; its resources <c>assets.*</c> are served.</param>
public sealed class AssetFiles(string service, Assembly own)
{
    private const string Prefix = "assets.";

    private readonly FrozenDictionary<string, Asset> _all = new[] { typeof(AssetFiles).Assembly, own }
        .SelectMany(a => a.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => (Name: n[Prefix.Length..], Asset: Load(a, n))))
        .ToFrozenDictionary(a => a.Name, a => a.Asset, StringComparer.Ordinal);

    /// <summary>The address of an asset.</summary>
    public string Url(string name) => $"/{service}/assets/{name}?v={_all[name].Hash}";

    /// <summary>Serves them at <c>/assets</c> of the service.</summary>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{name}", (string name, string? v, HttpContext http) =>
        {
            if (!_all.TryGetValue(name, out var asset)) return Problems.NotFound("AssetUnknown", "There is no such asset.");
            http.Response.Headers.CacheControl = v == asset.Hash ? "public, max-age=31536000, immutable" : "public, max-age=60";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            if (http.Features.Get<IHttpsCompressionFeature>() is { } pressed) pressed.Mode = HttpsCompressionMode.Compress;
            return Results.Bytes(asset.Bytes, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
        }).AllowAnyone().ExcludeFromDescription();

    /// <summary>Serves one of them at a place of its own, always fresh: a worker rules over no more than the folder it lies in.</summary>
    /// <param name="routes">The service's paths.</param>
    /// <param name="path">The place.</param>
    /// <param name="name">The asset.</param>
    public void MapAt(IEndpointRouteBuilder routes, string path, string name) =>
        routes.MapGet(path, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Bytes(_all[name].Bytes, _all[name].Type);
        }).AllowAnyone().ExcludeFromDescription();

    private static Asset Load(Assembly from, string resource)
    {
        using var file = from.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        var type = Path.GetExtension(resource) switch { ".css" => "text/css", ".js" => "text/javascript", _ => "image/svg+xml" };
        return new(Encoding.UTF8.GetBytes(text), FactJson.Hash(text)[..12], type + "; charset=utf-8");
    }

    private sealed record Asset(byte[] Bytes, string Hash, string Type);
}
