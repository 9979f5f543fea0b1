package org.city311.loadtest.simulate;
final class Tmp { public static void main(String[] a) { long s=Long.parseLong(a[0]); var sim=new Simulator(s, System.out); long t=System.nanoTime(); if (a.length>2) sim.runOne(Integer.parseInt(a[2])); else sim.run(Integer.parseInt(a[1])); System.out.println((System.nanoTime()-t)/1000000+" ms"); } }
