using System.Reflection;

namespace TravelMart.Architecture.Tests;

public sealed class Dependencies_between_rooms
{
    // Hosts put services together: nobody else may know two of them.
    private static readonly string[] Hosts = ["AllInOne", "CommandLine"];

    // Split hosts of single services may be added later beside these.
    private static readonly string[] MayUseSqlite = ["EventSourcing.Relational", "ServiceDefaults", Accounts];

    // Accounts of people are no facts of a mart: they are in tables of Identity's own.
    private const string Accounts = "Registration";

    [Fact]
    public void Every_project_has_been_found() => Repository.Projects.Count.ShouldBeGreaterThan(15);

    [Fact]
    public void Shared_code_references_no_service_and_no_test() =>
        Repository.Projects.Where(p => p.Room == "shared")
            .SelectMany(p => p.References.Where(r => Repository.Project(r).Room != "shared").Select(r => $"{p} → {r}")).ShouldBeEmpty();

    [Fact]
    public void No_service_references_another_service() =>
        Repository.Projects.Where(p => p.Room == "services" && !Hosts.Contains(p.Name))
            .SelectMany(p => p.References.Where(r => Repository.Project(r).Room != "shared").Select(r => $"{p} → {r}")).ShouldBeEmpty();

    [Fact]
    public void No_product_references_a_test() =>
        Repository.Projects.Where(p => p.Room != "tests")
            .SelectMany(p => p.References.Where(r => Repository.Project(r).Room == "tests").Select(r => $"{p} → {r}")).ShouldBeEmpty();

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Scheduling")]
    [InlineData("EventSourcing")]
    public void The_innermost_projects_reference_nothing(string name)
    {
        Repository.Project(name).References.ShouldBeEmpty();
        Repository.Project(name).Packages.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_store_and_the_host_know_SQLite() =>
        Repository.Projects.Where(p => p.Room != "tests" && !MayUseSqlite.Contains(p.Name))
            .SelectMany(p => p.Packages.Where(k => k.Contains("Sqlite", StringComparison.OrdinalIgnoreCase)).Select(k => $"{p} → {k}")).ShouldBeEmpty();

    [Fact]
    public void Compiled_services_use_no_other_service_and_no_database_driver()
    {
        var services = Repository.Projects.Where(p => p.Room == "services" && !Hosts.Contains(p.Name)).ToList();
        var others = services.Select(s => "TravelMart." + s.Name).ToHashSet(StringComparer.Ordinal);
        services.SelectMany(s => Uses("TravelMart." + s.Name)
                .Where(u => others.Contains(u) || u.StartsWith("Microsoft.Data.Sqlite", StringComparison.Ordinal) || (u.StartsWith("Npgsql", StringComparison.Ordinal) && s.Name != Accounts))
                .Select(u => $"{s} → {u}"))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Scheduling")]
    [InlineData("EventSourcing")]
    public void The_innermost_assemblies_use_nothing_but_the_framework(string name) =>
        Uses("TravelMart." + name).Where(u => !u.StartsWith("System", StringComparison.Ordinal) && u != "netstandard").ShouldBeEmpty();

    private static IEnumerable<string> Uses(string assembly) => Assembly.Load(assembly).GetReferencedAssemblies().Select(a => a.Name!);
}
