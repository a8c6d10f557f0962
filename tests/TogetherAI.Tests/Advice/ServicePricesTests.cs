namespace TogetherAI.Tests.Advice;

public class ServicePricesTests
{
    private const string Models =
        """[{"id":"meta/Turbo","object":"model","created":0,"pricing":{"input":0.88,"output":0.9,"hourly":0,"base":0,"finetune":0}}]""";

    private const string Supported =
        """{"object":"list","data":[{"id":"arch_1","name":"meta/Other","deploymentProfiles":[]},{"id":"arch_2","name":"meta/Hf","serverlessEndpoint":"meta/Turbo","deploymentProfiles":[{"profileId":"p","gpuType":"H100","gpuCount":2},{"profileId":"q","gpuType":"1xnvidia-b200-180gb","gpuCount":1}]}]}""";

    private const string Types =
        """{"object":"list","data":[{"id":"1xnvidia-h100-80gb","gpuType":"H100","gpuCount":1,"priceCentsPerHour":111},{"id":"2xnvidia-h100-80gb","gpuType":"H100","gpuCount":2,"priceCentsPerHour":222},{"id":"1xnvidia-b200-180gb","gpuType":"B200","gpuCount":1,"priceCentsPerHour":333}]}""";

    [Theory]
    [InlineData("meta/Turbo")]
    [InlineData("meta/Hf")]
    public async Task Prices_come_from_the_lists_of_models_and_of_hardware(string model)
    {
        using TogetherClient client = Client();
        WorkloadPrices prices = await WorkloadPrices.FromServiceAsync(client, model);
        Assert.Equal(new TokenPrice(0.88m, 0.9m), prices.Serverless);
        Assert.Equal([new HardwarePrice("2xnvidia-h100-80gb", 2.22m), new HardwarePrice("1xnvidia-b200-180gb", 3.33m)], prices.Hardware);
        Assert.Equal(0, prices.BatchDiscount);
    }

    [Theory]
    [InlineData("meta/Turbo", 0.4)]
    [InlineData("meta/Another", 0)]
    public async Task A_batch_is_cheaper_only_for_models_on_the_list(string listed, double discount)
    {
        using TogetherClient client = Client();
        WorkloadPrices prices = await WorkloadPrices.FromServiceAsync(client, "meta/Hf", new Dictionary<string, decimal> { [listed] = 0.4m });
        Assert.Equal((decimal)discount, prices.BatchDiscount);
    }

    private static TogetherClient Client() => Calls.Client(new FakeHandler().ThenJson(Models).ThenJson(Supported).ThenJson(Types));
}
