using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Products;

// Why: a product that is no longer offered must not be found, yet consultations that were about it still refer to it. So it is retired,
// never deleted.

internal static class RetireProduct
{
    internal sealed record Answer(string Company, string Product, bool Retired);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/stands/{company}/products/{product}/retire", Post).Allow(Roles.Organizer, Roles.Seller)
            .Produces<Answer>().WithSummary("A product is no longer offered");

    public static Decision Decide(Stand state, string company, string product)
    {
        if (!state.Products.TryGetValue(product, out var known)) return Refusals.ProductUnknown(product);
        return known.Retired ? Decision.AlreadyTrue : Decision.Of(new ProductRetired(company, product));
    }

    private static Task<IResult> Post(string mart, string company, string product, Write write, StandSlice slice) =>
        slice.Run(write, mart, company, new Answer(company, product, Retired: true), stand => Decide(stand, company, product));
}
