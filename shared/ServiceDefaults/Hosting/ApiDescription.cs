using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TravelMart.Contracts;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// What the OpenAPI document says beyond shapes, and how it says those: who may call, that a write needs an idempotency key, and how refusals look. All of it
/// comes from the metadata that decides, so that the description cannot say anything else than what happens.
/// </summary>
internal static class ApiDescription
{
    private const string Token = "token";
    private const string Problem = "application/problem+json";
    private static readonly Assembly[] Shared = [typeof(SlotTime).Assembly, typeof(Refusal).Assembly, typeof(ApiDescription).Assembly];

    public static void Of(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : NameOf(type.Type);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            AsWritten(schema, context.JsonTypeInfo);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "TravelMart",
                Version = "1",
                Description = "Refusals are problem details (RFC 9457): `title` is the refusal's name, `detail` its sentence. Slots are numbered from 0.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "Issued by Registration." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            DescribeCallers(operation, metadata.OfType<Access>().LastOrDefault(), context.Document);
            if (context.Description.HttpMethod is not ("GET" or "HEAD") && !metadata.OfType<NoIdempotencyKey>().Any()) DescribeWrite(operation);
            operation.Responses ??= [];
            operation.Responses["default"] = new OpenApiResponse
            {
                Description = "A refusal.",
                Content = new Dictionary<string, OpenApiMediaType> { [Problem] = new() },
            };
            return Task.CompletedTask;
        });
    }

    // Each feature calls its body Request and its answer Answer, and two services may use one word; the document needs names that differ.
    private static string NameOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType) return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}";
        string[] room = Shared.Contains(type.Assembly) ? [] : type.Assembly.GetName().Name!.Split('.');
        return (room is ["TravelMart", var service] ? service : "") + type.DeclaringType?.Name + type.Name;
    }

    // Numbers are written as numbers, what is null is left out, and of a word that may be missing the word is described.
    private static void AsWritten(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (schema.Type is { } said && (said.HasFlag(JsonSchemaType.Integer) || said.HasFlag(JsonSchemaType.Number)))
            (schema.Type, schema.Pattern) = (said & ~JsonSchemaType.String, null);
        foreach (var member in type.Properties.Where(p => p.IsGetNullable)) schema.Required?.Remove(member.Name);
        schema.Enum = schema.Enum?.Where(word => word?.GetValueKind() == JsonValueKind.String).ToList();
    }

    private static void DescribeCallers(OpenApiOperation operation, Access? access, OpenApiDocument? document)
    {
        if (access is null) return;
        operation.Description = access.IsOpen ? "Anyone may call." : $"Callers: {string.Join(", ", access.Roles)}.";
        if (!access.IsOpen) operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
    }

    private static void DescribeWrite(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(Header(Repeatable.Header, required: true, "Your own id of this write: repeated with the same body, it is answered as before."));
        operation.Parameters.Add(Header(Write.MartTimeHeader, required: false, "The time of a rehearsed mart (ISO 8601 with an offset)."));
        operation.Parameters.Add(Header(Write.OnBehalfOfHeader, required: false, "The company that an organizer acts for."));
    }

    private static OpenApiParameter Header(string name, bool required, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
