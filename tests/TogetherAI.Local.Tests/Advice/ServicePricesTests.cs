using TogetherAI.Local.Tests.Dedicated;

namespace TogetherAI.Local.Tests.Advice;

public class ServicePricesTests
{
    [Fact]
    public async Task Hardware_costs_what_the_service_says_it_costs()
    {
        await using Rented rented = await Rented.StartAsync(configure: static options =>
        {
            options.Dedicated.InstanceTypes[Rented.H100].PriceCentsPerHour = 1234;
            options.Dedicated.SupportedModels["tai-tiny"].AddProfile(Rented.H100);
            options.Dedicated.SupportedModels["tai-tiny"].AddProfile(Rented.H200);
        });
        WorkloadPrices prices = await WorkloadPrices.FromServiceAsync(rented.Client, "tai-tiny");
        Assert.Equal([new HardwarePrice(Rented.H100, 12.34m), new HardwarePrice(Rented.H200, 5.49m)], prices.Hardware);
        Assert.Null(prices.Serverless); // what runs here costs nothing by the token
        Assert.Equal(0, prices.BatchDiscount);
    }

    [Fact]
    public async Task A_model_that_nobody_knows_is_named()
    {
        await using Rented rented = await Rented.StartAsync();
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => WorkloadPrices.FromServiceAsync(rented.Client, "nobody/nothing"));
        Assert.Contains("nobody/nothing", e.Message, StringComparison.Ordinal);
    }
}
