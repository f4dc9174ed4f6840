using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Pictures;

// Why: a hotel is chosen by its picture. The stand has one, and so has each product; a new one takes the place of the old, which is forgotten.

/// <param name="Data">A JPEG, PNG or WebP file of at most 10 MB.</param>
internal sealed record PictureRequest(byte[]? Data);

internal static class PublishPicture
{
    // Base64 is a third longer than the file.
    private const long LargestBody = (PictureFile.LargestFile / 3 * 4) + 65536;

    internal sealed record Answer(string Company, string? Product, string? Picture);

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string stand = "/marts/{mart}/stands/{company}/picture", product = "/marts/{mart}/stands/{company}/products/{product}/picture";
        Takes(routes.MapPut(stand, (string mart, string company, PictureRequest request, Write write, StandSlice slice) => Put(mart, company, null, request, write, slice)));
        Takes(routes.MapPut(product, (string mart, string company, string product, PictureRequest request, Write write, StandSlice slice) => Put(mart, company, product, request, write, slice)));
        Removes(routes.MapDelete(stand, (string mart, string company, Write write, StandSlice slice) => Delete(mart, company, null, write, slice)));
        Removes(routes.MapDelete(product, (string mart, string company, string product, Write write, StandSlice slice) => Delete(mart, company, product, write, slice)));
        Serves(routes.MapGet(stand + "/{picture}", (string mart, string company, string picture, HttpContext http, CatalogueLog log, CancellationToken cancel) => Get(mart, company, null, picture, http, log, cancel)));
        Serves(routes.MapGet(product + "/{picture}", (string mart, string company, string product, string picture, HttpContext http, CatalogueLog log, CancellationToken cancel) => Get(mart, company, product, picture, http, log, cancel)));

        static void Takes(RouteHandlerBuilder e) => e.Allow(Roles.Organizer, Roles.Seller).WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Produces<Answer>().WithSummary("A picture of the stand, or of a product");
        static void Removes(RouteHandlerBuilder e) => e.Allow(Roles.Organizer, Roles.Seller).Produces<Answer>().WithSummary("Takes the picture away, and forgets it");
        static void Serves(RouteHandlerBuilder e) => e.Allow([.. Roles.Participants]).Produces<byte[]>(StatusCodes.Status200OK, PictureFile.MediaType).WithSummary("The picture, as WebP");
    }

    public static Decision Decide(Stand state, PicturePublished asked) =>
        asked.Product is { } product && !state.Products.ContainsKey(product) ? Refusals.ProductUnknown(product)
        : state.PictureOf(asked.Product)?.Id == asked.Picture ? Decision.AlreadyTrue
        : Decision.Of(asked);

    public static Decision Decide(Stand state, PictureRemoved asked) => state.PictureOf(asked.Product) is null ? Decision.AlreadyTrue : Decision.Of(asked);

    private static Task<IResult> Put(string mart, string company, string? product, PictureRequest request, Write write, StandSlice slice)
    {
        var (file, wrong) = write.Caller.ActsFor(company) ? PictureFile.Read(request.Data) : (null, Problems.NotYours(company));
        return file is null
            ? Task.FromResult(Problems.From(wrong!))
            : slice.Run(write, mart, company, new Answer(company, product, file.Id), stand => Decide(stand, new PicturePublished(company, product, file.Id, file.Width, file.Height)),
                stand => new([file.Row(company, product)], Old(stand, company, product)));
    }

    private static Task<IResult> Delete(string mart, string company, string? product, Write write, StandSlice slice) =>
        slice.Run(write, mart, company, new Answer(company, product, null), stand => Decide(stand, new PictureRemoved(company, product)), stand => new([], Old(stand, company, product)));

    private static IReadOnlyList<string> Old(Stand stand, string company, string? product) =>
        stand.PictureOf(product) is { } old ? [PictureFile.OwnerOf(company, product, old.Id)] : [];

    private static async Task<IResult> Get(string mart, string company, string? product, string picture, HttpContext http, CatalogueLog catalogue, CancellationToken cancel)
    {
        if (picture.Length != 32 || await PictureFile.Kept(catalogue.Log, mart, company, product, picture, cancel) is not { } bytes) return Problems.NotFound("PictureUnknown", "There is no such picture.");
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(bytes, PictureFile.MediaType);
    }
}
