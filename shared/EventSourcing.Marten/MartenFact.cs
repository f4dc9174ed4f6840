using System.Text.Json;
using System.Text.Json.Serialization;

namespace TravelMart.EventSourcing.Marten;

/// <summary>A fact as the JSON that it is: written, and read where no type of ours has its name, without being looked into.</summary>
/// <param name="Json">The fact.</param>
[JsonConverter(typeof(AsItIs))]
internal sealed record MartenFact(string Json)
{
    private sealed class AsItIs : JsonConverter<MartenFact>
    {
        public override MartenFact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonElement.ParseValue(ref reader).GetRawText());

        public override void Write(Utf8JsonWriter writer, MartenFact value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json);
    }
}
