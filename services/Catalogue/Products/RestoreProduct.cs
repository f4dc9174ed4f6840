using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Products;

// Why: a season ends and begins again, and a product is sometimes retired by mistake. It comes back exactly as it was.

internal static class RestoreProduct
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/stands/{company}/products/{product}/restore", Post).Allow(Roles.Organizer, Roles.Seller)
            .Produces<RetireProduct.Answer>().WithSummary("A retired product is offered again");

    public static Decision Decide(Stand state, string company, string product)
    {
        if (!state.Products.TryGetValue(product, out var known)) return Refusals.ProductUnknown(product);
        return known.Retired ? Decision.Of(new ProductRestored(company, product)) : Decision.AlreadyTrue;
    }

    private static Task<IResult> Post(string mart, string company, string product, Write write, StandSlice slice) =>
        slice.Run(write, mart, company, new RetireProduct.Answer(company, product, Retired: false), stand => Decide(stand, company, product));
}
