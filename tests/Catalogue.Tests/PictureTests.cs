using SkiaSharp;
using TravelMart.Catalogue.Pictures;
using TravelMart.Catalogue.Products;
using TravelMart.Catalogue.Stands;

namespace TravelMart.Catalogue.Tests;

/// <summary>Pictures are looked at before they are unpacked, drawn anew, and belong to a stand or a product of it.</summary>
public sealed class PictureTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void A_picture_is_drawn_anew_as_WebP_and_no_larger_than_a_screen(SKEncodedImageFormat format)
    {
        var (picture, wrong) = PictureFile.Read(Drawn(2600, 1300, format));
        wrong.ShouldBeNull();
        (picture!.Width, picture.Height).ShouldBe((1280, 640));
        using var codec = SKCodec.Create(SKData.CreateCopy(picture.Bytes));
        codec.EncodedFormat.ShouldBe(SKEncodedImageFormat.Webp);
    }

    [Fact]
    public void What_is_hidden_in_a_file_gets_no_further()
    {
        var jpeg = Drawn(100, 100, SKEncodedImageFormat.Jpeg);
        // A comment segment after the start of the image, as cameras and editors write them.
        var secret = "taken at home: 43.2389 N"u8.ToArray();
        byte[] sent = [.. jpeg[..2], 0xFF, 0xFE, 0, (byte)(secret.Length + 2), .. secret, .. jpeg[2..]];
        var (picture, wrong) = PictureFile.Read(sent);
        wrong.ShouldBeNull();
        picture!.Bytes.AsSpan().IndexOf(secret).ShouldBe(-1);
    }

    [Fact]
    public void What_is_no_picture_too_small_or_made_to_fill_the_memory_is_refused()
    {
        PictureFile.Read(null).Wrong!.Name.ShouldBe("PictureTooLarge");
        PictureFile.Read(new byte[PictureFile.LargestFile + 1]).Wrong!.Name.ShouldBe("PictureTooLarge");
        PictureFile.Read("<svg onload='alert(1)'/>"u8.ToArray()).Wrong!.Name.ShouldBe("PictureNotUnderstood");
        PictureFile.Read(Drawn(63, 200, SKEncodedImageFormat.Png)).Wrong!.Name.ShouldBe("PictureSizeNotTaken");
        PictureFile.Read(Claims(30_000, 30_000)).Wrong!.Name.ShouldBe("PictureSizeNotTaken");
    }

    [Fact]
    public void A_picture_belongs_to_the_stand_or_to_a_product_that_it_has()
    {
        var stand = Stand.Evolve(Stand.None, new ProductPublished("S1", "P1", new Dictionary<string, string> { ["en"] = "Room" }, new Dictionary<string, string>(), null, null, null, []));
        PublishPicture.Decide(stand, new PicturePublished("S1", "P2", "a", 1, 1)).Refusal!.Name.ShouldBe("ProductUnknown");
        var shown = Stand.Evolve(stand, PublishPicture.Decide(stand, new PicturePublished("S1", "P1", "a", 1, 1)).Events.ShouldHaveSingleItem());
        shown.PictureOf("P1")!.Id.ShouldBe("a");
        shown.PictureOf(null).ShouldBeNull();
        PublishPicture.Decide(shown, new PicturePublished("S1", "P1", "a", 1, 1)).Events.ShouldBeEmpty("it is true already");
        Stand.Evolve(shown, new ProductPublished("S1", "P1", new Dictionary<string, string> { ["en"] = "Suite" }, new Dictionary<string, string>(), null, null, null, [])).PictureOf("P1")
            .ShouldNotBeNull("a changed text keeps its picture");
        Stand.Evolve(shown, new PictureRemoved("S1", "P1")).PictureOf("P1").ShouldBeNull();
    }

    // The header of a PNG of any size, and nothing after it: a decoder that believed it would ask for gigabytes.
    private static byte[] Claims(int width, int height)
    {
        byte[] size = [.. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(width)), .. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(height))];
        byte[] header = [.. "IHDR"u8, .. size, 8, 2, 0, 0, 0];
        var check = Crc(header);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. header, .. check, 0, 0, 0, 0, .. "IDAT"u8, 0, 0, 0, 0];
    }

    // CRC-32 as PNG (ISO/IEC 15948, annex D) has it, most significant byte first.
    private static byte[] Crc(byte[] bytes)
    {
        var sum = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320u;
        }
        sum = ~sum;
        return [(byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum];
    }

    private static byte[] Drawn(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.SeaGreen);
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }
}
