using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

/// <summary>Style sheets and the one script, from inside the program. Their addresses carry a hash, so they may be kept for a year.</summary>
internal static class PageAssets
{
    private const string Prefix = "assets.";

    private static readonly FrozenDictionary<string, Asset> All = typeof(PageAssets).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(n => n[Prefix.Length..], Load, StringComparer.Ordinal);

    /// <summary>The address of an asset.</summary>
    public static string Url(string name) => $"/boards/assets/{name}?v={All[name].Hash}";

    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{name}", (string name, string? v, HttpContext http) =>
        {
            if (!All.TryGetValue(name, out var asset)) return Problems.NotFound("AssetUnknown", "There is no such asset.");
            http.Response.Headers.CacheControl = v == asset.Hash ? "public, max-age=31536000, immutable" : "public, max-age=60";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Bytes(asset.Bytes, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
        }).AllowAnyone().ExcludeFromDescription();

    private static Asset Load(string resource)
    {
        using var file = typeof(PageAssets).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        var type = Path.GetExtension(resource) switch { ".css" => "text/css", ".js" => "text/javascript", _ => "image/svg+xml" };
        return new(System.Text.Encoding.UTF8.GetBytes(text), FactJson.Hash(text)[..12], type + "; charset=utf-8");
    }

    private sealed record Asset(byte[] Bytes, string Hash, string Type);
}
