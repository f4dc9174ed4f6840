using System.Text.Json;
using System.Text.Json.Nodes;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Contracts.Tests;

public sealed class Contracts_as_JSON
{
    private const string Folder = "tests/Contracts.Tests/Golden/json";
    private static readonly JsonSerializerOptions Indented = new(FactJson.Options) { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> Names => [.. ContractMessage.Types.Select(ContractMessage.NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_contract_is_written_as_it_always_was(string name)
    {
        var type = ContractMessage.TypeOf(name)!;
        Golden.Check($"{Folder}/{name}.json", JsonSerializer.Serialize(Specimens.Full(type), type, Indented) + "\n");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_frozen_contract_is_read_without_loss(string name)
    {
        var type = ContractMessage.TypeOf(name)!;
        var frozen = File.ReadAllText(Path.Combine(Golden.Root, Folder, name + ".json"));
        var read = JsonSerializer.Deserialize(frozen, type, FactJson.Options);
        Canonical(JsonSerializer.Serialize(read, type, FactJson.Options)).ShouldBe(Canonical(frozen));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unknown_fields_are_ignored(string name)
    {
        var type = ContractMessage.TypeOf(name)!;
        var json = JsonSerializer.SerializeToNode(Specimens.Full(type), type, FactJson.Options)!.AsObject();
        var before = json.ToJsonString(FactJson.Options);
        json["addedInALaterVersion"] = new JsonObject { ["x"] = 1 };
        var read = JsonSerializer.Deserialize(json.ToJsonString(), type, FactJson.Options);
        Canonical(JsonSerializer.Serialize(read, type, FactJson.Options)).ShouldBe(Canonical(before));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nulls_are_left_out_and_read_as_nulls(string name)
    {
        var type = ContractMessage.TypeOf(name)!;
        var json = JsonSerializer.Serialize(Specimens.Sparse(type), type, FactJson.Options);
        json.ShouldNotContain("null");
        var read = JsonSerializer.Deserialize(json, type, FactJson.Options);
        JsonSerializer.Serialize(read, type, FactJson.Options).ShouldBe(json);
    }

    [Fact]
    public void Every_frozen_file_belongs_to_a_contract() =>
        Golden.Orphans(Folder, ContractMessage.Types.Select(t => ContractMessage.NameOf(t) + ".json")).ShouldBeEmpty();

    [Fact]
    public void Letters_of_all_scripts_are_written_as_they_are() =>
        JsonSerializer.Serialize(new Registration.CompanyWaitlisted("m", "S07", "seller", "대기 — лист"), FactJson.Options).ShouldContain("대기 — лист");

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FactJson.Canonical(document.RootElement);
    }
}
