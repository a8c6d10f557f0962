using TogetherAI.CrashTests;
using TogetherAI.CrashTests.Batches;
using TogetherAI.CrashTests.Leases;

// dotnet run -c Release --project tests/TogetherAI.CrashTests -- leases --kills 20 --seed 1 [--sabotage]
// dotnet run -c Release --project tests/TogetherAI.CrashTests -- batch --kills 20 --seed 1 [--sabotage]
// dotnet run -c Release --project tests/TogetherAI.CrashTests -- parts --count 3
//
// A program, the virtual cloud that it works against, and a hand that kills it. The verdict is the cloud's own; the last line tells it, and so
// does the exit code: 0 where nothing was lost, 1 where something was, 2 where the test itself could not be carried out.
switch (args)
{
    case ["leases", .. string[] rest]:
        if (CrashOptions.TryParse(rest, out CrashOptions? options, out string? fault))
            return await LeaseCrashTest.RunAsync(options, Console.Out);
        Console.Error.WriteLine(fault);
        return 2;
    case ["batch", .. string[] rest]:
        if (CrashOptions.TryParse(rest, out CrashOptions? batchOptions, out string? batchFault))
            return await BatchCrashTest.RunAsync(batchOptions, Console.Out);
        Console.Error.WriteLine(batchFault);
        return 2;
    case ["parts", .. string[] rest] when PartsTest.Count(rest) is { } count:
        return await PartsTest.RunAsync(count, Console.Out);
    case [LabellingProgram.Name, .. string[] rest]:
        return await LabellingProgram.RunAsync(rest);
    case [RentingProgram.Name, .. string[] rest]:
        return await RentingProgram.RunAsync(rest);
    default:
        Console.Error.WriteLine("Usage: leases|batch [--kills N] [--seed S] [--sabotage], or parts [--count N], 1 to 32");
        return 2;
}
