"""The arithmetic of a program: calendars, calibration, simulation, prices. Seeded, clock-free, no Django."""
