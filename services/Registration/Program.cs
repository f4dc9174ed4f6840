using Microsoft.Extensions.Configuration;
using TravelMart.Registration.SignIn;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration;

/// <summary>
/// The service in a process of its own; or, as <c>token ROLE MART [COMPANY]</c>, a token for whoever may read the signing key on this machine, as
/// its operator may.
/// </summary>
internal static class Program
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static async Task<int> Main(string[] args)
    {
        if (args is not ["token", var role, var mart, .. var rest]) return await ServiceProcess.Run(new RegistrationModule());
        var (caller, wrong) = IssueToken.Check(new(role, mart, rest.FirstOrDefault()));
        if (wrong is not null)
        {
            await Console.Error.WriteLineAsync($"token: {wrong.Sentence} (token ROLE MART [COMPANY])");
            return 2;
        }
        var data = new ConfigurationBuilder().AddEnvironmentVariables("TRAVELMART_").Build()["DATA"] ?? ".";
        Console.WriteLine(TokenIssuer.OpenOrCreate(new HostSettings(data, DevelopmentIssuer: false).KeyFolder).Issue(caller, Lifetime));
        return 0;
    }
}
