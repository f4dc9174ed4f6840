using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;

namespace TravelMart.Catalogue.Pictures;

/// <summary>A stand or one of its products got a picture. The picture itself is a row that can be forgotten, since people may be on it.</summary>
/// <param name="Company">The seller.</param>
/// <param name="Product">The product; null for the stand itself.</param>
/// <param name="Picture">SHA-256 of the picture as it is served, its first 32 hexadecimal digits.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
[EventName("picture-published")]
internal sealed record PicturePublished(string Company, string? Product, string Picture, int Width, int Height) : IStandFact;

[EventName("picture-removed")]
internal sealed record PictureRemoved(string Company, string? Product) : IStandFact;

/// <summary>A picture as others are told of it.</summary>
internal sealed record Picture(string Id, int Width, int Height);
