using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class LeaseNotDisposedTests : FixTests<LeaseNotDisposedAnalyzer, LeaseNotDisposedFix>
{
    private const string Rent = "RentRequest rent = new() { Model = model, IdleStop = IdleStop.Never };\nTogetherAI.DedicatedClient dedicated = together.Dedicated;\n";

    [Theory]
    [InlineData("EndpointLease lease = await dedicated.{|TAI1004:RentAsync|}(rent);\nawait lease.Chat.CreateAsync(new() { Model = lease.ModelName, Messages = messages });")]
    [InlineData("var lease = await dedicated.{|TAI1004:RentAsync|}(rent, null, cancellationToken).ConfigureAwait(false);\nConfigure(lease.EndpointId);")]
    [InlineData("await dedicated.{|TAI1004:RentAsync|}(rent);")]
    [InlineData("_ = await dedicated.{|TAI1004:RentAsync|}(rent);")]
    [InlineData("_ = dedicated.{|TAI1004:RentAsync|}(rent);")]
    [InlineData("string name = (await dedicated.{|TAI1004:RentAsync|}(rent)).ModelName;\nConfigure(name);")]
    [InlineData("await (await dedicated.{|TAI1004:RentAsync|}(rent)).Chat.CreateAsync(new() { Model = model, Messages = messages });")]
    [InlineData("EndpointLease? lease = null;\nlease = await dedicated.{|TAI1004:RentAsync|}(rent);\nConfigure(lease.ModelName);")]
    [InlineData("EndpointLease lease = await dedicated.{|TAI1004:RentAsync|}(rent);\nif (lease is not null) Configure($\"{lease.ModelName}\");")]
    public Task A_lease_that_nobody_ends_is_found(string body) => InMethodAsync(Rent + body);

    [Theory]
    [InlineData("await using EndpointLease lease = await dedicated.RentAsync(rent);\nConfigure(lease.ModelName);")]
    [InlineData("await using (EndpointLease lease = await dedicated.RentAsync(rent)) Configure(lease.ModelName);")]
    [InlineData("EndpointLease lease = await dedicated.RentAsync(rent);\nawait using (lease) Configure(lease.ModelName);")]
    [InlineData("EndpointLease lease = await dedicated.RentAsync(rent);\nawait using (lease.ConfigureAwait(false)) Configure(lease.ModelName);")]
    [InlineData("EndpointLease lease = await dedicated.RentAsync(rent);\ntry { Configure(lease.ModelName); } finally { await lease.DisposeAsync(); }")]
    [InlineData("EndpointLease lease = await dedicated.RentAsync(rent);\nawait lease.StopAsync(cancellationToken);")]
    [InlineData("EndpointLease lease = await dedicated.RentAsync(rent);\nConfigure(lease);")]
    [InlineData("EndpointLease? lease = await dedicated.RentAsync(rent);\nif (lease is not null) await lease.DisposeAsync();")]
    [InlineData("EndpointLease lease = await dedicated.RentAsync(rent);\nFunc<ValueTask> end = () => lease.DisposeAsync();\nawait end();")]
    [InlineData("List<EndpointLease> leases = [await dedicated.RentAsync(rent)];\nConfigure(leases);")]
    [InlineData("Task<EndpointLease> later = dedicated.RentAsync(rent);\nConfigure(later);")]
    [InlineData("await using EndpointLease lease = await dedicated.RentAsync(rent).ConfigureAwait(false);\nConfigure(lease.Quote);")]
    public Task One_that_is_ended_or_handed_on_is_not(string body) => InMethodAsync(Rent + body);

    [Theory]
    [InlineData("public async Task<EndpointLease> RentAsync(DedicatedClient dedicated, RentRequest rent) => await dedicated.RentAsync(rent);")]
    [InlineData("public Task<EndpointLease> RentAsync(DedicatedClient dedicated, RentRequest rent) => dedicated.RentAsync(rent);")]
    [InlineData("private EndpointLease? _lease;\n    public async Task StartAsync(DedicatedClient dedicated, RentRequest rent) => _lease = await dedicated.RentAsync(rent);\n    public ValueTask EndAsync() => _lease?.DisposeAsync() ?? default;")]
    [InlineData("public async Task<Quote> QuoteAsync(DedicatedClient dedicated, RentRequest rent) => await dedicated.QuoteAsync(rent);")]
    public Task One_that_leaves_the_member_is_not(string members) => InProgramAsync(
        $$"""
        using System.Threading.Tasks;
        using TogetherAI;

        public class Renting
        {
            {{members}}
        }
        """);

    [Fact]
    public Task The_fix_keeps_it_for_the_block() => FixInMethodAsync(
        Rent +
        """
        // For the night.
        EndpointLease lease = await dedicated.RentAsync(rent); // costs
        Configure(lease.ModelName);
        """,
        Rent +
        """
        // For the night.
        await using EndpointLease lease = await dedicated.RentAsync(rent); // costs
        Configure(lease.ModelName);
        """);

    [Theory]
    [InlineData("await dedicated.RentAsync(rent); // dropped")]
    [InlineData("_ = await dedicated.RentAsync(rent); // dropped")]
    public Task The_fix_names_what_was_dropped(string before) =>
        FixInMethodAsync(Rent + before, Rent + "await using EndpointLease lease = await dedicated.RentAsync(rent); // dropped");

    [Fact]
    public Task Everywhere_it_is_the_same_as_one_by_one() => FixAllInMethodAsync(
        Rent +
        """
        EndpointLease first = await dedicated.RentAsync(rent);
        var second = await dedicated.RentAsync(rent); // another
        Configure(first.ModelName + second.ModelName);
        """,
        Rent +
        """
        await using EndpointLease first = await dedicated.RentAsync(rent);
        await using var second = await dedicated.RentAsync(rent); // another
        Configure(first.ModelName + second.ModelName);
        """);

    [Theory]
    [InlineData("_ = dedicated.RentAsync(rent);")]
    [InlineData("if (condition) await dedicated.RentAsync(rent);")]
    [InlineData("string name = (await dedicated.RentAsync(rent)).ModelName;\nConfigure(name);")]
    public Task Where_no_block_would_end_it_no_fix_is_offered(string body) => NoFixInMethodAsync(Rent + body);
}
