using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SkiaSharp;
using TravelMart.EventSourcing;

namespace TravelMart.Catalogue.Pictures;

/// <summary>A picture as it is kept and served: drawn anew from what was sent, so that nothing hidden in a file, such as where it was taken, gets any further.</summary>
/// <param name="Bytes">The picture, as WebP.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record PictureFile(byte[] Bytes, int Width, int Height)
{
    /// <summary>The most bytes of a file that is sent.</summary>
    public const int LargestFile = 10 * 1024 * 1024;

    public const string MediaType = "image/webp", Kind = "picture";

    private const int MostPixels = 40_000_000, LeastSide = 64, LongestSide = 1280, Quality = 78;
    private static readonly SKEncodedImageFormat[] Taken = [SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp];

    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes))[..32];

    /// <summary>Reads what was sent. Its size is looked at before any pixel is unpacked.</summary>
    public static (PictureFile? Picture, Refusal? Wrong) Read(byte[]? sent)
    {
        if (sent is not { Length: > 0 and <= LargestFile }) return (null, Wrong("PictureTooLarge", $"A picture file has 1 byte to {LargestFile / 1024 / 1024} MB."));
        using var data = SKData.CreateCopy(sent);
        using var codec = SKCodec.Create(data);
        if (codec is null || !Taken.Contains(codec.EncodedFormat)) return (null, Wrong("PictureNotUnderstood", "A picture is a JPEG, PNG or WebP file."));
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (Math.Min(width, height) < LeastSide || (long)width * height > MostPixels)
            return (null, Wrong("PictureSizeNotTaken", $"A picture is at least {LeastSide} pixels on each side, and has at most {MostPixels / 1_000_000} million pixels."));
        using var whole = SKBitmap.Decode(codec);
        if (whole is null) return (null, Wrong("PictureNotUnderstood", "The picture file is damaged."));
        using var upright = Upright(whole, codec.EncodedOrigin);
        return (Drawn(upright), null);
    }

    private static PictureFile Drawn(SKBitmap picture)
    {
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(picture.Width, picture.Height));
        using var small = picture.Resize(new SKImageInfo(Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale))), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var image = SKImage.FromBitmap(small);
        using var encoded = image.Encode(SKEncodedImageFormat.Webp, Quality);
        return new(encoded.ToArray(), small.Width, small.Height);
    }

    // Phones keep a picture as the sensor saw it, and beside it which way is up.
    private static SKBitmap Upright(SKBitmap picture, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.Default or not (SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightTop or SKEncodedOrigin.LeftBottom)) return picture.Copy();
        var turned = origin == SKEncodedOrigin.BottomRight ? new SKBitmap(picture.Width, picture.Height) : new SKBitmap(picture.Height, picture.Width);
        using var canvas = new SKCanvas(turned);
        canvas.Translate(turned.Width / 2f, turned.Height / 2f);
        canvas.RotateDegrees(origin switch { SKEncodedOrigin.RightTop => 90, SKEncodedOrigin.LeftBottom => 270, _ => 180 });
        canvas.DrawBitmap(picture, -picture.Width / 2f, -picture.Height / 2f, new SKSamplingOptions(SKFilterMode.Linear));
        return turned;
    }

    public static string OwnerOf(string company, string? product, string picture) => $"picture/{company}/{product ?? "stand"}/{picture}";

    public PersonalRow Row(string company, string? product) =>
        new(OwnerOf(company, product, Id), OwnerOf(company, product, Id), Kind, JsonSerializer.Serialize(Convert.ToBase64String(Bytes), FactJson.Options));

    /// <summary>The bytes of a picture that is kept; null for one that was forgotten.</summary>
    public static async Task<byte[]?> Kept(IEventLog log, string mart, string company, string? product, string picture, CancellationToken cancel) =>
        await log.ReadPersonal(mart, OwnerOf(company, product, picture), cancel) is { } row ? Convert.FromBase64String(JsonSerializer.Deserialize<string>(row.Json, FactJson.Options)!) : null;

    private static Refusal Wrong(string name, string sentence) => new(name, sentence, StatusCodes.Status400BadRequest);
}
